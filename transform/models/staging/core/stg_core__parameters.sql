select id as parameter_id, company_id, code, value, valid_from, valid_to, created_at
from {{ source('core', 'parameter') }}
