select id as ticket_document_id, service_ticket_id, document_id, created_at
from {{ source('service', 'ticket_document') }}
