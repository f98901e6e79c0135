select
    id as document_id,
    public_id,
    folder_id,
    kind,
    title,
    by_id,
    locked_at,
    locked_by_id,
    archived_at,
    created_at
from {{ source('documents', 'document') }}
