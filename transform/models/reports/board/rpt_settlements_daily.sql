with
    settlements as (select * from {{ ref('fct_settlements') }}),

    customers as (select * from {{ ref('dim_customers') }})

select
    settlements.settled_on as day,
    settlements.company_id,
    settlements.agency_id,
    settlements.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    cast(sum(settlements.gross) as decimal(18, 2)) as settled_gross,
    cast(sum(settlements.gross_days) as decimal(18, 2)) as settled_gross_days
from settlements
left join customers on settlements.customer_id = customers.customer_id
group by
    settlements.settled_on,
    settlements.company_id,
    settlements.agency_id,
    settlements.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department
order by day
