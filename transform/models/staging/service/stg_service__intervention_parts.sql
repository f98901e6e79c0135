select
    id as intervention_part_id,
    intervention_id,
    item_id,
    quantity,
    unit_cost,
    cost,
    serial_number_id,
    stock_movement_id,
    is_billable,
    created_at
from {{ source('service', 'intervention_part') }}
