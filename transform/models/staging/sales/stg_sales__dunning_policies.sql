select id as dunning_policy_id, code, label, is_default, interest_rate, created_at
from {{ source('sales', 'dunning_policy') }}
