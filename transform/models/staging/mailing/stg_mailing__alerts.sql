select
    id as alert_id,
    alert_rule_id,
    business_date,
    value,
    threshold,
    acknowledged_at,
    acknowledged_by_id,
    note,
    created_at
from {{ source('mailing', 'alert') }}
