select id as contract_document_id, service_contract_id, document_id, created_at
from {{ source('contracts', 'contract_document') }}
