-- The rollup of the workload has, day by day, the hours of its facts.
with
    hours as (
        select planned_on as day, planned_hours, 0 as available_hours
        from {{ ref('fct_planned_hours') }}
        union all
        select worked_on as day, 0 as planned_hours, available_hours
        from {{ ref('fct_available_hours') }}
        union all
        select day, - planned_hours as planned_hours, - available_hours as available_hours
        from {{ ref('rpt_workload_daily') }}
    )

select day, sum(planned_hours) as planned_hours, sum(available_hours) as available_hours
from hours
group by day
having sum(planned_hours) <> 0 or sum(available_hours) <> 0
