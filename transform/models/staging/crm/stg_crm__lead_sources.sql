select id as lead_source_id, code, label, archived_at, created_at
from {{ source('crm', 'lead_source') }}
