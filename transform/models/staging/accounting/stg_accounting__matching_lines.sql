select id as matching_line_id, matching_id, entry_line_id, created_at
from {{ source('accounting', 'matching_line') }}
