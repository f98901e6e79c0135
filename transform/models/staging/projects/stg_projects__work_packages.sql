select
    id as work_package_id,
    project_id,
    position,
    title,
    planned_hours,
    budget_cost,
    planned_start_on,
    planned_end_on,
    finished_on,
    created_at
from {{ source('projects', 'work_package') }}
