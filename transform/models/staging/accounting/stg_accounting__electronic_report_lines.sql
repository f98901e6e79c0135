select
    id as electronic_report_line_id,
    electronic_report_id,
    day,
    supply_category,
    vat_category,
    vat_percentage,
    document_count,
    net,
    vat,
    created_at
from {{ source('accounting', 'electronic_report_line') }}
