select
    id as report_subscription_id,
    public_id,
    saved_view_id,
    user_id,
    weekdays,
    send_at,
    attaches_xlsx,
    attaches_pdf,
    paused_at,
    pause_reason,
    created_at
from {{ source('mailing', 'report_subscription') }}
