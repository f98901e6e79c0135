-- The rollup of contracts has, day by day, the totals of its facts.
with
    facts as (
        select changed_on as day, yearly_net, 0 as term_count, 0 as renewed_count
        from {{ ref('fct_contract_changes') }}
        union all
        select
            last_day_on as day,
            0 as yearly_net,
            1 as term_count,
            case when is_renewed then 1 else 0 end as renewed_count
        from {{ ref('fct_contract_terms') }}
        union all
        select
            day,
            - yearly_net as yearly_net,
            - term_count as term_count,
            - renewed_count as renewed_count
        from {{ ref('rpt_contracts_daily') }}
    )

select
    day,
    sum(yearly_net) as yearly_net,
    sum(term_count) as term_count,
    sum(renewed_count) as renewed_count
from facts
group by day
having sum(yearly_net) <> 0 or sum(term_count) <> 0 or sum(renewed_count) <> 0
