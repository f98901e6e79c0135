select
    id as interaction_id,
    public_id,
    party_id,
    contact_id,
    channel,
    happened_at,
    subject,
    body,
    by_id,
    created_at
from {{ source('crm', 'interaction') }}
