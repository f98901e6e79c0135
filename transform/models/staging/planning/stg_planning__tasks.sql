select
    id as task_id,
    public_id,
    project_id,
    work_package_id,
    parent_id,
    task_type_id,
    title,
    position,
    starts_on,
    ends_on,
    planned_hours,
    progress,
    state,
    done_on,
    created_at
from {{ source('planning', 'task') }}
