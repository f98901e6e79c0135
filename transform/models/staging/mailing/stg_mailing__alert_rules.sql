select
    id as alert_rule_id,
    public_id,
    user_id,
    label,
    kpi_code,
    query,
    measure,
    direction,
    threshold,
    by_mail,
    archived_at,
    created_at
from {{ source('mailing', 'alert_rule') }}
