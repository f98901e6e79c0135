with
    movements as (select * from {{ ref('int_stock_movements_valued') }}),

    items as (select * from {{ ref('dim_items') }}),

    valued as (
        select
            stock_movement_id,
            company_id,
            agency_id,
            warehouse_id,
            item_id,
            kind,
            moved_on,
            quantity,
            unit_cost,
            round(quantity * unit_cost, 2) as cost
        from movements
    )

select
    valued.stock_movement_id,
    valued.company_id,
    valued.agency_id,
    valued.warehouse_id,
    valued.item_id,
    items.item_subfamily_id,
    items.supplier_id,
    valued.kind,
    valued.moved_on,
    valued.quantity,
    valued.unit_cost,
    cast(valued.cost as decimal(18, 2)) as cost,
    cast(
        case
            when valued.kind in ('delivery', 'consumption', 'return') then - valued.cost else 0
        end as decimal(18, 2)
    ) as issued_cost
from valued
inner join items on valued.item_id = items.item_id
