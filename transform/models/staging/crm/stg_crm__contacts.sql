select id as contact_id, public_id, title, first_name, last_name, anonymized_at, created_at
from {{ source('crm', 'contact') }}
