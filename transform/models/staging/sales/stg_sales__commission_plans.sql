select id as commission_plan_id, company_id, code, label, base, band_kind, rate, created_at
from {{ source('sales', 'commission_plan') }}
