-- The changes of an order sum to what is ordered and not invoiced while it is open, to nothing
-- once ended.
with
    changes as (
        select sales_order_id, sum(net) as net
        from {{ ref('fct_backlog_changes') }}
        group by sales_order_id
    ),

    movements as (
        select sales_order_id, ended_on, sum(net) as net
        from {{ ref('int_order_movements_dated') }}
        group by sales_order_id, ended_on
    )

select movements.sales_order_id, movements.ended_on, movements.net, changes.net as changes_net
from movements
left join changes on movements.sales_order_id = changes.sales_order_id
where
    coalesce(changes.net, 0) <> case when movements.ended_on is null then movements.net else 0 end
