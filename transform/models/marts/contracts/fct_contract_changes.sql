with
    contracts as (select * from {{ ref('int_contracts_activated') }}),

    amendments as (select * from {{ ref('stg_contracts__contract_amendments') }}),

    prices as (
        select
            'start' as change_kind,
            service_contract_id as source_id,
            service_contract_id,
            starts_on as changed_on,
            yearly_net
        from contracts
        union all
        select
            'amendment' as change_kind,
            amendments.contract_amendment_id as source_id,
            amendments.service_contract_id,
            greatest(amendments.effective_on, contracts.starts_on) as changed_on,
            amendments.yearly_net_change as yearly_net
        from amendments
        inner join contracts on amendments.service_contract_id = contracts.service_contract_id
        where amendments.effective_on <= contracts.last_day_on
    ),

    changes as (
        select change_kind, source_id, service_contract_id, changed_on, yearly_net
        from prices
        union all
        select
            'ending' as change_kind,
            contracts.service_contract_id as source_id,
            contracts.service_contract_id,
            {{ add_days('contracts.last_day_on', 1) }} as changed_on,
            - sum(prices.yearly_net) as yearly_net
        from contracts
        inner join prices on contracts.service_contract_id = prices.service_contract_id
        group by contracts.service_contract_id, contracts.last_day_on
    )

select
    changes.change_kind,
    changes.source_id,
    contracts.service_contract_id,
    contracts.company_id,
    contracts.agency_id,
    contracts.customer_id,
    contracts.salesperson_id,
    contracts.contract_reference,
    changes.changed_on,
    cast(changes.yearly_net as decimal(18, 2)) as yearly_net
from changes
inner join contracts on changes.service_contract_id = contracts.service_contract_id
