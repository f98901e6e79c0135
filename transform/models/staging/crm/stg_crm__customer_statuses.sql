select id as customer_status_id, code, label, is_professional, archived_at, created_at
from {{ source('crm', 'customer_status') }}
