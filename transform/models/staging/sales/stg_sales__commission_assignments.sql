select
    id as commission_assignment_id,
    salesperson_id,
    commission_plan_id,
    valid_from,
    valid_to,
    created_at
from {{ source('sales', 'commission_assignment') }}
