select
    id as till_session_id,
    public_id,
    till_id,
    opened_at,
    opened_by_id,
    opening_float,
    closed_at,
    closed_by_id,
    expected_cash,
    counted_cash,
    difference,
    difference_reason,
    closing_float,
    created_at
from {{ source('till', 'till_session') }}
