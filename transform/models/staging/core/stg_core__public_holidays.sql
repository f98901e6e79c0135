select id as public_holiday_id, day, name, department, created_at
from {{ source('core', 'public_holiday') }}
