select
    id as privacy_request_id,
    public_id,
    party_id,
    contact_id,
    kind,
    asked_on,
    due_on,
    answered_at,
    answered_by_id,
    answer,
    file_id,
    created_at
from {{ source('portal', 'privacy_request') }}
