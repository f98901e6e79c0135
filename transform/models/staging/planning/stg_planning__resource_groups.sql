select id as resource_group_id, agency_id, name, counts_in_workload, created_at
from {{ source('planning', 'resource_group') }}
