select
    id as form_version_id, form_id, number, introduction, published_at, published_by_id, created_at
from {{ source('documents', 'form_version') }}
