select id as party_document_id, party_id, document_id, created_at
from {{ source('crm', 'party_document') }}
