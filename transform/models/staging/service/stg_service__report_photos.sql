select
    id as report_photo_id, intervention_report_id, position, file_id, caption, taken_at, created_at
from {{ source('service', 'report_photo') }}
