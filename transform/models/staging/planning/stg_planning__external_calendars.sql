select
    id as external_calendar_id,
    public_id,
    resource_id,
    provider,
    url,
    login,
    sync_token,
    synced_at,
    last_error,
    archived_at,
    created_at
from {{ source('planning', 'external_calendar') }}
