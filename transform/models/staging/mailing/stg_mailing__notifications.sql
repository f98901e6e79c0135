select id as notification_id, user_id, title, body, path, alert_id, read_at, created_at
from {{ source('mailing', 'notification') }}
