-- Each contract adds its price and takes all of it off the day after its last one, once.
select
    service_contract_id,
    sum(yearly_net) as yearly_net,
    max(case when change_kind = 'ending' then changed_on end) as ended_on,
    max(changed_on) as last_changed_on
from {{ ref('fct_contract_changes') }}
group by service_contract_id
having
    sum(yearly_net) <> 0
    or count(case when change_kind = 'start' then 1 end) <> 1
    or count(case when change_kind = 'ending' then 1 end) <> 1
    or max(case when change_kind = 'ending' then changed_on end) <> max(changed_on)
