select id as handover_id, project_id, handed_over_on, document_id, created_at
from {{ source('projects', 'handover') }}
