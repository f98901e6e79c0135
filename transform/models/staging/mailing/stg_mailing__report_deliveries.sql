select
    id as report_delivery_id,
    report_subscription_id,
    business_date,
    figures,
    message_id,
    created_at
from {{ source('mailing', 'report_delivery') }}
