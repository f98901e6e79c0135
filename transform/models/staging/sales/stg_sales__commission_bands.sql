select id as commission_band_id, commission_plan_id, starts_from, up_to, rate, created_at
from {{ source('sales', 'commission_band') }}
