select id as export_format_id, code, label, software, layout, is_custom, archived_at, created_at
from {{ source('accounting', 'export_format') }}
