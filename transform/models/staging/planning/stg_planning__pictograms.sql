select id as pictogram_id, code, label, icon, position, archived_at, created_at
from {{ source('planning', 'pictogram') }}
