select id as item_document_id, item_id, document_id, kind, is_main, is_public, created_at
from {{ source('catalog', 'item_document') }}
