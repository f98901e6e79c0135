select
    id as project_hours_id,
    project_id,
    work_package_id,
    employee_id,
    worked_on,
    hours,
    hourly_cost,
    created_at
from {{ source('projects', 'project_hours') }}
