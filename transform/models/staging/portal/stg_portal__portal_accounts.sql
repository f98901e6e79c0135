select
    id as portal_account_id,
    public_id,
    contact_id,
    email,
    invited_at,
    invited_by_id,
    activated_at,
    disabled_at,
    disable_reason,
    created_at
from {{ source('portal', 'portal_account') }}
