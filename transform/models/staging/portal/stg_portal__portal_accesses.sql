select
    id as portal_access_id,
    portal_account_id,
    customer_id,
    granted_by_id,
    revoked_at,
    revoked_by_id,
    created_at
from {{ source('portal', 'portal_access') }}
