select id as question_choice_id, question_id, position, code, label, created_at
from {{ source('documents', 'question_choice') }}
