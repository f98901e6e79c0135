select
    id as form_response_id, public_id, form_version_id, by_id, answered_at, frozen_at, created_at
from {{ source('documents', 'form_response') }}
