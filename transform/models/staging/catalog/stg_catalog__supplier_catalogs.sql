select id as supplier_catalog_id, supplier_id, name, format, valid_from, imported_at, created_at
from {{ source('catalog', 'supplier_catalog') }}
