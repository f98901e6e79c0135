select
    id as till_closing_vat_id,
    till_closing_id,
    vat_category,
    vat_percentage,
    net,
    vat,
    gross,
    created_at
from {{ source('till', 'till_closing_vat') }}
