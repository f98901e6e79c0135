with
    targets as (
        select
            targeted_on as day,
            company_id,
            agency_id,
            salesperson_id,
            net as target_net,
            0 as month_target_net
        from {{ ref('fct_daily_targets') }}
        union all
        select
            month as day,
            company_id,
            agency_id,
            salesperson_id,
            0 as target_net,
            net as month_target_net
        from {{ ref('fct_daily_targets') }}
    )

select
    day,
    company_id,
    agency_id,
    salesperson_id,
    cast(sum(target_net) as decimal(18, 2)) as target_net,
    cast(sum(month_target_net) as decimal(18, 2)) as month_target_net
from targets
group by day, company_id, agency_id, salesperson_id
order by day
