select
    id as audience_member_id, audience_id, party_id, contact_id, invoice_id, added_at, created_at
from {{ source('mailing', 'audience_member') }}
