-- The rollup of service has the totals of its facts.
with
    tickets as (
        select
            count(*) as opened_count,
            count(resolved_on) as resolved_count,
            coalesce(sum(resolution_days), 0) as resolution_days
        from {{ ref('fct_service_tickets') }}
    ),

    costs as (
        select coalesce(sum(warranty_net), 0) as warranty_net
        from {{ ref('fct_intervention_costs') }}
    ),

    rollup_sums as (
        select
            coalesce(sum(opened_count), 0) as opened_count,
            coalesce(sum(resolved_count), 0) as resolved_count,
            coalesce(sum(resolution_days), 0) as resolution_days,
            coalesce(sum(warranty_net), 0) as warranty_net
        from {{ ref('rpt_service_daily') }}
    )

select
    tickets.opened_count,
    tickets.resolved_count,
    tickets.resolution_days,
    costs.warranty_net,
    rollup_sums.opened_count as rollup_opened_count,
    rollup_sums.resolved_count as rollup_resolved_count,
    rollup_sums.resolution_days as rollup_resolution_days,
    rollup_sums.warranty_net as rollup_warranty_net
from tickets
cross join costs
cross join rollup_sums
where
    tickets.opened_count <> rollup_sums.opened_count
    or tickets.resolved_count <> rollup_sums.resolved_count
    or tickets.resolution_days <> rollup_sums.resolution_days
    or costs.warranty_net <> rollup_sums.warranty_net
