with
    lines as (select * from {{ ref('int_revenue_lines_united') }}),

    items as (select * from {{ ref('dim_items') }})

select
    lines.document_type,
    lines.line_id,
    lines.document_id,
    lines.company_id,
    lines.agency_id,
    lines.customer_id,
    lines.salesperson_id,
    lines.revenue_on,
    lines.item_id,
    coalesce(lines.item_subfamily_id, items.item_subfamily_id) as item_subfamily_id,
    items.supplier_id,
    lines.quantity,
    lines.net_before_discount,
    cast(lines.net_before_discount - lines.net as decimal(14, 2)) as discount,
    lines.net,
    lines.cost,
    cast(lines.net - lines.cost as decimal(14, 2)) as margin
from lines
left join items on lines.item_id = items.item_id
