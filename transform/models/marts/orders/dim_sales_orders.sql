with
    orders as (
        select *
        from {{ ref('stg_sales__sales_orders') }}
        where state <> 'draft' and confirmed_on is not null
    ),

    projects as (select * from {{ ref('stg_projects__projects') }}),

    documents as (
        select *
        from {{ ref('int_revenue_documents_united') }}
        where document_type = 'invoice' and sales_order_id is not null
    ),

    last_invoices as (
        select sales_order_id, max(revenue_on) as invoiced_on
        from documents
        group by sales_order_id
    )

select
    orders.sales_order_id,
    orders.customer_id,
    projects.reference || ' – ' || projects.title as project,
    coalesce(projects.planned_end_on, orders.promised_on) as planned_end_on,
    last_invoices.invoiced_on as last_invoiced_on
from orders
left join projects on orders.project_id = projects.project_id
left join last_invoices on orders.sales_order_id = last_invoices.sales_order_id
