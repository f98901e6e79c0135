with
    lines as (select * from {{ ref('fct_receipt_lines') }}),

    subfamilies as (select * from {{ ref('dim_item_subfamilies') }})

select
    lines.received_on as day,
    lines.company_id,
    lines.agency_id,
    cast(null as bigint) as salesperson_id,
    subfamilies.item_family_id,
    lines.item_subfamily_id,
    lines.supplier_id,
    cast(sum(lines.net) as decimal(18, 2)) as purchased_net,
    cast(sum(lines.promised) as bigint) as promised_count,
    cast(sum(lines.on_time) as bigint) as on_time_count
from lines
left join subfamilies on lines.item_subfamily_id = subfamilies.item_subfamily_id
group by
    lines.received_on,
    lines.company_id,
    lines.agency_id,
    subfamilies.item_family_id,
    lines.item_subfamily_id,
    lines.supplier_id
order by day
