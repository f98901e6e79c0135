select
    id as task_type_id,
    code,
    label,
    appointment_kind,
    color,
    default_minutes,
    is_productive,
    position,
    archived_at,
    created_at
from {{ source('planning', 'task_type') }}
