select id as retention_release_id, instalment_id, kind, released_on, document_id, created_at
from {{ source('sales', 'retention_release') }}
