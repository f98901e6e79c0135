select
    id as appointment_confirmation_id,
    appointment_id,
    channel,
    recipient,
    token_sha256,
    sent_at,
    answered_at,
    answer,
    by_id,
    created_at
from {{ source('planning', 'appointment_confirmation') }}
