select
    id as commission_period_id, company_id, starts_on, ends_on, closed_at, closed_by_id, created_at
from {{ source('sales', 'commission_period') }}
