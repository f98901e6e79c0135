select
    id as satisfaction_survey_id,
    public_id,
    customer_id,
    intervention_id,
    service_ticket_id,
    project_id,
    form_response_id,
    sent_on,
    answered_on,
    score,
    comment,
    created_at
from {{ source('service', 'satisfaction_survey') }}
