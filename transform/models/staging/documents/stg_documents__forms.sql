select id as form_id, public_id, code, kind, title, archived_at, created_at
from {{ source('documents', 'form') }}
