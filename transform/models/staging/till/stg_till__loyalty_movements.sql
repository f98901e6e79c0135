select
    id as loyalty_movement_id,
    loyalty_card_id,
    kind,
    moved_on,
    points,
    till_receipt_id,
    invoice_id,
    expires_on,
    reason,
    by_id,
    created_at
from {{ source('till', 'loyalty_movement') }}
