-- The revenue by customer has, day by day, the total of the documents.
with
    customers as (
        select day, sum(net) as net from {{ ref('rpt_customer_revenue_daily') }} group by day
    ),

    documents as (select day, sum(net) as net from {{ ref('rpt_documents_daily') }} group by day)

select documents.day, documents.net, customers.net as net_of_customers
from documents
full outer join customers on documents.day = customers.day
where documents.net is null or customers.net is null or documents.net <> customers.net
