with
    orders as (
        select *
        from {{ ref('stg_sales__sales_orders') }}
        where state <> 'draft' and confirmed_on is not null
    ),

    amendments as (
        select * from {{ ref('stg_sales__order_amendments') }} where confirmed_on is not null
    ),

    documents as (
        select *
        from {{ ref('int_revenue_documents_united') }}
        where document_type = 'invoice' and sales_order_id is not null
    ),

    movements as (
        select
            'confirmation' as movement,
            sales_order_id as source_id,
            sales_order_id,
            confirmed_on as moved_on,
            net
        from orders
        union all
        select
            'amendment' as movement,
            order_amendment_id as source_id,
            sales_order_id,
            confirmed_on as moved_on,
            net
        from amendments
        union all
        select
            'invoicing' as movement,
            document_id as source_id,
            sales_order_id,
            revenue_on as moved_on,
            - net as net
        from documents
    )

select
    movements.movement,
    movements.source_id,
    orders.sales_order_id,
    orders.company_id,
    orders.agency_id,
    orders.customer_id,
    orders.salesperson_id,
    orders.reference as order_reference,
    orders.confirmed_on,
    orders.canceled_on,
    coalesce(orders.canceled_on, orders.closed_on) as ended_on,
    movements.moved_on,
    cast(movements.net as decimal(14, 2)) as net
from movements
inner join orders on movements.sales_order_id = orders.sales_order_id
