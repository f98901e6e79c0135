select
    id as consent_id, party_id, contact_id, channel, purpose, granted, given_at, source, created_at
from {{ source('crm', 'consent') }}
