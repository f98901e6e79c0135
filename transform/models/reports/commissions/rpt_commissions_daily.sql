select
    earned_on as day,
    company_id,
    agency_id,
    salesperson_id,
    cast(sum(base_amount) as decimal(18, 2)) as base_amount,
    cast(sum(commission) as decimal(18, 2)) as commission
from {{ ref('fct_commission_lines') }}
group by earned_on, company_id, agency_id, salesperson_id
order by day
