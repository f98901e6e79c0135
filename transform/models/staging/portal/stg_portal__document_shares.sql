select
    id as document_share_id,
    public_id,
    document_version_id,
    customer_id,
    permission,
    shared_at,
    shared_by_id,
    expires_on,
    first_seen_at,
    revoked_at,
    revoked_by_id,
    created_at
from {{ source('portal', 'document_share') }}
