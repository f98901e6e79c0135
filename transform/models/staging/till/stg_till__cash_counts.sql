select
    id as cash_count_id,
    cash_book_id,
    counted_at,
    by_id,
    expected,
    counted,
    difference,
    difference_reason,
    denominations,
    cash_book_entry_id,
    created_at
from {{ source('till', 'cash_count') }}
