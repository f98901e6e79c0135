-- What moved of an item is what is in stock, and is valued as the entry application values it.
with
    movements as (
        select item_id, sum(quantity) as quantity
        from {{ ref('fct_stock_movements') }}
        group by item_id
    ),

    changes as (
        select item_id, sum(value) as value
        from {{ ref('fct_stock_value_changes') }}
        group by item_id
    ),

    costs as (select * from {{ ref('stg_stock__average_costs') }})

select costs.item_id, costs.quantity, costs.unit_cost, movements.quantity as moved, changes.value
from costs
left join movements on costs.item_id = movements.item_id
left join changes on costs.item_id = changes.item_id
where
    costs.quantity <> coalesce(movements.quantity, 0)
    or round(costs.quantity * costs.unit_cost, 2) <> coalesce(changes.value, 0)
