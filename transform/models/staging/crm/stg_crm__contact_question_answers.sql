select id as contact_question_answer_id, party_id, form_response_id, created_at
from {{ source('crm', 'contact_question_answer') }}
