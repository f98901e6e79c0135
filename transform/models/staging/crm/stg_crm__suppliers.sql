select
    id as supplier_id,
    public_id,
    party_id,
    company_id,
    reference,
    subledger_account,
    lead_time_days,
    minimum_order_net,
    archived_at,
    created_at
from {{ source('crm', 'supplier') }}
