select
    id as message_template_id,
    code,
    label,
    channel,
    purpose,
    subject,
    body,
    archived_at,
    created_at
from {{ source('mailing', 'message_template') }}
