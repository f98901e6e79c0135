select
    id as till_archive_id,
    public_id,
    till_id,
    period_start,
    period_end,
    till_closing_id,
    file_id,
    by_id,
    number,
    previous_number,
    {{ adapter.quote('at') }} as recorded_at,
    previous_hash,
    hash,
    signature,
    signing_key,
    created_at
from {{ source('till', 'till_archive') }}
