select
    service_contract_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    reference as contract_reference,
    starts_on,
    coalesce(terminated_on, ends_on) as last_day_on,
    yearly_net
from {{ ref('stg_contracts__service_contracts') }}
where state <> 'draft'
