select
    id as ticket_event_id,
    service_ticket_id,
    kind,
    {{ adapter.quote('at') }} as recorded_at,
    by_id,
    from_state,
    to_state,
    assigned_to_id,
    body,
    created_at
from {{ source('service', 'ticket_event') }}
