select id as task_assignment_id, task_id, resource_id, planned_hours, created_at
from {{ source('planning', 'task_assignment') }}
