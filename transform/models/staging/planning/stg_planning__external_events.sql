select
    id as external_event_id,
    external_calendar_id,
    uid,
    recurrence_id,
    etag,
    starts_at,
    ends_at,
    summary,
    appointment_id,
    created_at
from {{ source('planning', 'external_event') }}
