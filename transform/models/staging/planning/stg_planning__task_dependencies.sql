select id as task_dependency_id, task_id, predecessor_id, kind, lag_days, created_at
from {{ source('planning', 'task_dependency') }}
