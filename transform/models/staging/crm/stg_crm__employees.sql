select
    id as employee_id,
    public_id,
    party_id,
    company_id,
    agency_id,
    user_id,
    code,
    job,
    hired_on,
    left_on,
    created_at
from {{ source('crm', 'employee') }}
