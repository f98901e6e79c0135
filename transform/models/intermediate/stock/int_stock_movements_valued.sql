with
    movements as (select * from {{ ref('stg_stock__stock_movements') }}),

    valuations as (select * from {{ ref('stg_stock__stock_valuations') }}),

    warehouses as (select * from {{ ref('stg_stock__warehouses') }}),

    agencies as (select * from {{ ref('stg_core__agencies') }})

select
    movements.stock_movement_id,
    agencies.company_id,
    warehouses.agency_id,
    movements.warehouse_id,
    movements.item_id,
    movements.kind,
    movements.moved_on,
    movements.quantity,
    valuations.unit_cost,
    valuations.average_unit_cost
from movements
inner join valuations on movements.stock_movement_id = valuations.stock_movement_id
inner join warehouses on movements.warehouse_id = warehouses.warehouse_id
inner join agencies on warehouses.agency_id = agencies.agency_id
