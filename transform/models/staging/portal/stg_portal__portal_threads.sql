select
    id as portal_thread_id,
    public_id,
    customer_id,
    project_id,
    service_ticket_id,
    subject,
    closed_at,
    closed_by_id,
    created_at
from {{ source('portal', 'portal_thread') }}
