select
    id as file_id, public_id, sha256, size_bytes, media_type, storage_key, retain_until, created_at
from {{ source('documents', 'file') }}
