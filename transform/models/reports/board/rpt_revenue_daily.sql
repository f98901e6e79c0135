with
    lines as (select * from {{ ref('fct_revenue_lines') }}),

    subfamilies as (select * from {{ ref('dim_item_subfamilies') }}),

    customers as (select * from {{ ref('dim_customers') }})

select
    lines.revenue_on as day,
    lines.company_id,
    lines.agency_id,
    lines.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    subfamilies.item_family_id,
    lines.item_subfamily_id,
    lines.supplier_id,
    cast(sum(lines.net_before_discount) as decimal(18, 2)) as net_before_discount,
    cast(sum(lines.discount) as decimal(18, 2)) as discount,
    cast(sum(lines.net) as decimal(18, 2)) as net,
    cast(sum(lines.quantity) as decimal(18, 4)) as quantity,
    cast(sum(lines.margin) as decimal(18, 2)) as margin
from lines
left join subfamilies on lines.item_subfamily_id = subfamilies.item_subfamily_id
left join customers on lines.customer_id = customers.customer_id
group by
    lines.revenue_on,
    lines.company_id,
    lines.agency_id,
    lines.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    subfamilies.item_family_id,
    lines.item_subfamily_id,
    lines.supplier_id
order by day
