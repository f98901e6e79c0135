select
    id as intervention_labor_id, intervention_id, employee_id, hours, cost_rate, cost, created_at
from {{ source('service', 'intervention_labor') }}
