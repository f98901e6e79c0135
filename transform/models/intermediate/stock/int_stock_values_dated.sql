with
    movements as (select * from {{ ref('int_stock_movements_valued') }}),

    ranked as (
        select
            item_id,
            moved_on,
            average_unit_cost,
            row_number() over (
                partition by item_id, moved_on order by stock_movement_id desc
            ) as place_from_the_last
        from movements
    ),

    days as (
        select item_id, moved_on, average_unit_cost from ranked where place_from_the_last = 1
    ),

    holders as (select distinct company_id, item_id, agency_id from movements),

    moved as (
        select item_id, agency_id, moved_on, sum(quantity) as quantity
        from movements
        group by item_id, agency_id, moved_on
    ),

    with_quantity as (
        select
            holders.company_id,
            holders.agency_id,
            days.item_id,
            days.moved_on,
            days.average_unit_cost,
            cast(
                sum(coalesce(moved.quantity, 0)) over (
                    partition by days.item_id, holders.agency_id order by days.moved_on
                ) as decimal(18, 4)
            ) as quantity
        from days
        inner join holders on days.item_id = holders.item_id
        left join
            moved
            on days.item_id = moved.item_id
            and holders.agency_id = moved.agency_id
            and days.moved_on = moved.moved_on
    ),

    with_reach as (
        select
            company_id,
            agency_id,
            item_id,
            moved_on,
            average_unit_cost,
            quantity,
            cast(
                sum(quantity) over (partition by item_id, moved_on order by agency_id) as decimal(
                    18, 4
                )
            ) as quantity_so_far
        from with_quantity
    ),

    with_value as (
        select
            company_id,
            agency_id,
            item_id,
            moved_on,
            average_unit_cost,
            quantity,
            round(quantity_so_far * average_unit_cost, 2) as value_so_far
        from with_reach
    )

select
    company_id,
    agency_id,
    item_id,
    moved_on,
    average_unit_cost,
    quantity,
    cast(
        value_so_far - coalesce(
            lag(value_so_far) over (partition by item_id, moved_on order by agency_id), 0
        ) as decimal(18, 2)
    ) as value
from with_value
