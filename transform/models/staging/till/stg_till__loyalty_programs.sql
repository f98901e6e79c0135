select id as loyalty_program_id, company_id, code, label, mode, archived_at, created_at
from {{ source('till', 'loyalty_program') }}
