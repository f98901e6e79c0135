with
    tickets as (select * from {{ ref('stg_service__service_tickets') }}),

    equipment as (select * from {{ ref('stg_service__equipment') }}),

    invoice_lines as (select * from {{ ref('stg_sales__invoice_lines') }}),

    receipt_lines as (select * from {{ ref('stg_till__till_receipt_lines') }})

select
    tickets.service_ticket_id,
    coalesce(equipment.item_id, invoice_lines.item_id, receipt_lines.item_id) as item_id
from tickets
left join equipment on tickets.equipment_id = equipment.equipment_id
left join invoice_lines on tickets.invoice_line_id = invoice_lines.invoice_line_id
left join receipt_lines on tickets.till_receipt_line_id = receipt_lines.till_receipt_line_id
