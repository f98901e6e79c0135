select
    entered_on as day,
    company_id,
    agency_id,
    journal_id,
    account_id,
    cast(sum(net) as decimal(18, 2)) as net
from {{ ref('fct_ledger_revenue') }}
group by entered_on, company_id, agency_id, journal_id, account_id
order by day
