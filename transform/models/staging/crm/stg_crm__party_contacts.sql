select id as party_contact_id, party_id, contact_id, function, is_main, created_at
from {{ source('crm', 'party_contact') }}
