select
    id as follow_up_id,
    public_id,
    customer_id,
    assigned_to_id,
    subject,
    channel,
    due_on,
    state,
    done_at,
    done_by_id,
    outcome,
    created_at
from {{ source('crm', 'follow_up') }}
