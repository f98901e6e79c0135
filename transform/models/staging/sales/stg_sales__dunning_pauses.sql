select id as dunning_pause_id, customer_id, starts_on, ends_on, reason, by_id, created_at
from {{ source('sales', 'dunning_pause') }}
