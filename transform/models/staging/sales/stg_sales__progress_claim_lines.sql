select
    id as progress_claim_line_id,
    progress_claim_id,
    sales_order_line_id,
    progress,
    entered_as,
    entered_quantity,
    cumulative_net,
    previous_net,
    net,
    created_at
from {{ source('sales', 'progress_claim_line') }}
