with
    states as (select * from {{ ref('int_stock_values_dated') }}),

    items as (select * from {{ ref('dim_items') }}),

    changes as (
        select
            company_id,
            agency_id,
            item_id,
            moved_on as changed_on,
            quantity as quantity_after,
            average_unit_cost,
            value as value_after,
            value - coalesce(
                lag(value) over (partition by item_id, agency_id order by moved_on), 0
            ) as value
        from states
    )

select
    changes.company_id,
    changes.agency_id,
    changes.item_id,
    items.item_subfamily_id,
    items.supplier_id,
    changes.changed_on,
    changes.quantity_after,
    changes.average_unit_cost,
    changes.value_after,
    cast(changes.value as decimal(18, 2)) as value
from changes
inner join items on changes.item_id = items.item_id
where changes.value <> 0
