select
    id as appointment_pictogram_id, appointment_id, pictogram_id, done_at, done_by_id, created_at
from {{ source('planning', 'appointment_pictogram') }}
