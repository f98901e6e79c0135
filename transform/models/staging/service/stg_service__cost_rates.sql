select id as cost_rate_id, company_id, kind, job, cost, valid_from, valid_to, created_at
from {{ source('service', 'cost_rate') }}
