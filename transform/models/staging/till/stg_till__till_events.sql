select
    id as till_event_id,
    till_id,
    kind,
    by_id,
    till_receipt_id,
    copy_number,
    detail,
    number,
    previous_number,
    {{ adapter.quote('at') }} as recorded_at,
    previous_hash,
    hash,
    signature,
    signing_key,
    created_at
from {{ source('till', 'till_event') }}
