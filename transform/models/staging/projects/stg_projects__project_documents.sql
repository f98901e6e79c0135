select id as project_document_id, project_id, document_id, created_at
from {{ source('projects', 'project_document') }}
