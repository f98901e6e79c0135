select
    id as message_event_id,
    message_id,
    tracking_consent,
    kind,
    {{ adapter.quote('at') }} as recorded_at,
    campaign_link_id,
    detail,
    created_at
from {{ source('mailing', 'message_event') }}
