with
    first_purchases as (select * from {{ ref('fct_first_purchases') }}),

    customers as (select * from {{ ref('dim_customers') }})

select
    first_purchases.first_purchase_on as day,
    first_purchases.company_id,
    customers.agency_id,
    customers.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    count(*) as customer_count
from first_purchases
left join customers on first_purchases.customer_id = customers.customer_id
group by
    first_purchases.first_purchase_on,
    first_purchases.company_id,
    customers.agency_id,
    customers.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department
order by day
