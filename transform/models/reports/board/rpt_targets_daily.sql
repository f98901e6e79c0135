select
    targeted_on as day,
    company_id,
    agency_id,
    salesperson_id,
    cast(sum(net) as decimal(18, 2)) as target_net
from {{ ref('fct_daily_targets') }}
group by targeted_on, company_id, agency_id, salesperson_id
order by day
