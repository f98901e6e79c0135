select
    id as question_id,
    form_version_id,
    position,
    code,
    label,
    help,
    type,
    unit,
    is_required,
    condition_question_id,
    condition_value,
    created_at
from {{ source('documents', 'question') }}
