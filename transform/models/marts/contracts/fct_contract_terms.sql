with
    contracts as (select * from {{ ref('int_contracts_activated') }}),

    renewals as (select * from {{ ref('stg_contracts__contract_renewals') }}),

    successors as (select * from {{ ref('int_contracts_activated') }}),

    renewed as (
        select renewals.old_contract_id, renewals.new_contract_id, renewals.renewed_on
        from renewals
        inner join successors on renewals.new_contract_id = successors.service_contract_id
    )

select
    contracts.service_contract_id,
    contracts.company_id,
    contracts.agency_id,
    contracts.customer_id,
    contracts.salesperson_id,
    contracts.contract_reference,
    contracts.last_day_on,
    renewed.new_contract_id,
    renewed.renewed_on,
    coalesce(
        renewed.renewed_on <= {{ add_days('contracts.last_day_on', 30) }}, false
    ) as is_renewed
from contracts
left join renewed on contracts.service_contract_id = renewed.old_contract_id
