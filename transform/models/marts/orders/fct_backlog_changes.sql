with
    movements as (
        select
            movement,
            source_id,
            sales_order_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            order_reference,
            greatest(moved_on, confirmed_on) as changed_on,
            ended_on,
            net
        from {{ ref('int_order_movements_dated') }}
    ),

    open_movements as (select * from movements where ended_on is null or changed_on < ended_on),

    endings as (
        select
            sales_order_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            order_reference,
            ended_on,
            - sum(net) as net
        from open_movements
        where ended_on is not null
        group by
            sales_order_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            order_reference,
            ended_on
    )

select
    movement as change_kind,
    source_id,
    sales_order_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    order_reference,
    changed_on,
    cast(net as decimal(18, 2)) as net
from open_movements
union all
select
    'ending' as change_kind,
    sales_order_id as source_id,
    sales_order_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    order_reference,
    ended_on as changed_on,
    cast(net as decimal(18, 2)) as net
from endings
