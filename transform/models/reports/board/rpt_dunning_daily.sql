with
    lines as (select * from {{ ref('fct_dunning_lines') }}),

    customers as (select * from {{ ref('dim_customers') }})

select
    lines.sent_on as day,
    lines.company_id,
    lines.agency_id,
    lines.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    cast(sum(lines.reminded_gross) as decimal(18, 2)) as reminded_gross,
    cast(sum(lines.recovered_gross) as decimal(18, 2)) as recovered_gross
from lines
left join customers on lines.customer_id = customers.customer_id
group by
    lines.sent_on,
    lines.company_id,
    lines.agency_id,
    lines.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department
order by day
