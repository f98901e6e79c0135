select
    id as unsubscription_id,
    company_id,
    channel,
    address,
    party_id,
    contact_id,
    asked_at,
    source,
    message_id,
    created_at
from {{ source('mailing', 'unsubscription') }}
