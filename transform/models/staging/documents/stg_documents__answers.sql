select
    id as answer_id,
    form_response_id,
    form_version_id,
    question_id,
    type,
    number,
    text_value,
    number_value,
    boolean_value,
    date_value,
    choice_id,
    file_id,
    signature_id,
    created_at
from {{ source('documents', 'answer') }}
