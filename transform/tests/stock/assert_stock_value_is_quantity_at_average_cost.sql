-- After each day on which an item moved, the changes of its value sum to the quantity then left at
-- the average cost of that moment, rounded once.
with
    ranked as (
        select
            movements.item_id,
            movements.moved_on,
            round(valuations.quantity_after * valuations.average_unit_cost, 2) as expected,
            row_number() over (
                partition by movements.item_id, movements.moved_on
                order by movements.stock_movement_id desc
            ) as place_from_the_last
        from {{ ref('stg_stock__stock_movements') }} as movements
        inner join
            {{ ref('stg_stock__stock_valuations') }} as valuations
            on movements.stock_movement_id = valuations.stock_movement_id
    ),

    changes as (
        select item_id, changed_on, sum(value) as value
        from {{ ref('fct_stock_value_changes') }}
        group by item_id, changed_on
    ),

    found as (
        select
            ranked.item_id,
            ranked.moved_on,
            ranked.expected,
            sum(coalesce(changes.value, 0)) over (
                partition by ranked.item_id order by ranked.moved_on
            ) as found
        from ranked
        left join
            changes on ranked.item_id = changes.item_id and ranked.moved_on = changes.changed_on
        where ranked.place_from_the_last = 1
    )

select item_id, moved_on, expected, found
from found
where expected <> found
