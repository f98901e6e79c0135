select id as unit_id, code, label, unece_code, decimals, created_at
from {{ source('catalog', 'unit') }}
