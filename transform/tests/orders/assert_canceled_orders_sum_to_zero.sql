-- A canceled order leaves nothing signed on the day of its cancellation.
with
    canceled as (
        select sales_order_id, changed_on as canceled_on
        from {{ ref('fct_order_changes') }}
        where change_kind = 'cancellation'
    )

select changes.sales_order_id, sum(changes.net) as net
from {{ ref('fct_order_changes') }} as changes
inner join canceled on changes.sales_order_id = canceled.sales_order_id
where changes.changed_on <= canceled.canceled_on
group by changes.sales_order_id
having sum(changes.net) <> 0
