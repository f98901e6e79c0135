select id as commission_family_rate_id, commission_plan_id, item_family_id, rate, created_at
from {{ source('sales', 'commission_family_rate') }}
