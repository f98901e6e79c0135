select
    id as intervention_travel_id,
    intervention_id,
    employee_id,
    kilometers,
    kilometer_rate,
    hours,
    cost_rate,
    cost,
    created_at
from {{ source('service', 'intervention_travel') }}
