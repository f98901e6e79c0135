select id as customer_dunning_id, customer_id, dunning_policy_id, created_at
from {{ source('sales', 'customer_dunning') }}
