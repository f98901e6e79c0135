select id as document_version_id, document_id, number, file_id, file_name, by_id, created_at
from {{ source('documents', 'document_version') }}
