select
    id as intervention_transition_id,
    intervention_id,
    from_state,
    to_state,
    {{ adapter.quote('at') }} as recorded_at,
    by_id,
    reason,
    created_at
from {{ source('service', 'intervention_transition') }}
