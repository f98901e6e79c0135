with
    documents as (select * from {{ ref('fct_revenue_documents') }}),

    customers as (select * from {{ ref('dim_customers') }})

select
    documents.revenue_on as day,
    documents.customer_id,
    documents.company_id,
    documents.agency_id,
    documents.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    cast(sum(documents.net) as decimal(18, 2)) as net
from documents
left join customers on documents.customer_id = customers.customer_id
group by
    documents.revenue_on,
    documents.customer_id,
    documents.company_id,
    documents.agency_id,
    documents.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department
order by day
