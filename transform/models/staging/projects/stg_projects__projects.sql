select
    id as project_id,
    public_id,
    company_id,
    agency_id,
    customer_id,
    site_id,
    reference,
    title,
    state,
    salesperson_id,
    account_owner_id,
    planned_start_on,
    planned_end_on,
    started_on,
    finished_on,
    archived_at,
    created_at
from {{ source('projects', 'project') }}
