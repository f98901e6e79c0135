select id as scenario_id, code, label, trigger_event, is_active, created_at
from {{ source('crm', 'scenario') }}
