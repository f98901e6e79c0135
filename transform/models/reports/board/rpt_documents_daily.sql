with
    documents as (select * from {{ ref('fct_revenue_documents') }}),

    customers as (select * from {{ ref('dim_customers') }})

select
    documents.revenue_on as day,
    documents.company_id,
    documents.agency_id,
    documents.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    cast(sum(documents.net) as decimal(18, 2)) as net,
    cast(sum(case when documents.is_purchase then 1 else 0 end) as bigint) as purchase_count
from documents
left join customers on documents.customer_id = customers.customer_id
group by
    documents.revenue_on,
    documents.company_id,
    documents.agency_id,
    documents.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department
order by day
