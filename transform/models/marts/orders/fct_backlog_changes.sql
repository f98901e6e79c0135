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
            case when movement = 'invoicing' then 0 else net end as ordered,
            case when movement = 'invoicing' then - net else 0 end as invoiced
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
            - sum(ordered) as ordered,
            - sum(invoiced) as invoiced
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
    cast(ordered as decimal(18, 2)) as ordered,
    cast(invoiced as decimal(18, 2)) as invoiced,
    cast(ordered - invoiced as decimal(18, 2)) as net
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
    cast(ordered as decimal(18, 2)) as ordered,
    cast(invoiced as decimal(18, 2)) as invoiced,
    cast(ordered - invoiced as decimal(18, 2)) as net
from endings
