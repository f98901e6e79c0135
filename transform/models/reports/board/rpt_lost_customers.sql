with
    gaps as (select * from {{ ref('fct_customer_gaps') }}),

    customers as (select * from {{ ref('dim_customers') }})

select
    gaps.lost_on as day,
    gaps.customer_id,
    gaps.company_id,
    customers.agency_id,
    customers.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    gaps.came_back_on,
    gaps.revenue_12_months,
    gaps.revenue_ever
from gaps
left join customers on gaps.customer_id = customers.customer_id
order by day
