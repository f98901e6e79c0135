-- The days of a month sum to its target, to the cent.
with
    days as (
        select sales_target_id, sum(net) as net
        from {{ ref('fct_daily_targets') }}
        group by sales_target_id
    )

select targets.sales_target_id, targets.net, days.net as days_net
from {{ ref('stg_sales__sales_targets') }} as targets
left join days on targets.sales_target_id = days.sales_target_id
where days.net is null or days.net <> targets.net
