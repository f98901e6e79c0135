select
    id as portal_message_id,
    public_id,
    portal_thread_id,
    portal_account_id,
    by_id,
    sent_at,
    body,
    read_at,
    created_at
from {{ source('portal', 'portal_message') }}
