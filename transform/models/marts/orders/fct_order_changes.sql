with
    ordered as (
        select *
        from {{ ref('int_order_movements_dated') }}
        where movement in ('confirmation', 'amendment')
    ),

    canceled as (
        select
            sales_order_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            order_reference,
            canceled_on,
            - sum(net) as net
        from ordered
        where moved_on <= canceled_on
        group by
            sales_order_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            order_reference,
            canceled_on
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
    moved_on as changed_on,
    case when movement = 'confirmation' then 1 else 0 end as order_count,
    cast(net as decimal(18, 2)) as net
from ordered
union all
select
    'cancellation' as change_kind,
    sales_order_id as source_id,
    sales_order_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    order_reference,
    canceled_on as changed_on,
    0 as order_count,
    cast(net as decimal(18, 2)) as net
from canceled
