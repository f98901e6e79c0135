select id as equipment_document_id, equipment_id, document_id, created_at
from {{ source('service', 'equipment_document') }}
