select
    id as dunning_level_id,
    dunning_policy_id,
    level,
    delay_mode,
    delay_days,
    threshold_gross,
    channel,
    subject,
    body,
    asks_a_person,
    created_at
from {{ source('sales', 'dunning_level') }}
