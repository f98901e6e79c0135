select id as portal_message_file_id, portal_message_id, file_id, file_name, created_at
from {{ source('portal', 'portal_message_file') }}
