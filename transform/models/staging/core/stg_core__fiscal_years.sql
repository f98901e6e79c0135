select id as fiscal_year_id, company_id, code, starts_on, ends_on, closed_at, created_at
from {{ source('core', 'fiscal_year') }}
