with
    hours as (
        select planned_on as day, company_id, agency_id, planned_hours, 0 as available_hours
        from {{ ref('fct_planned_hours') }}
        union all
        select worked_on as day, company_id, agency_id, 0 as planned_hours, available_hours
        from {{ ref('fct_available_hours') }}
    )

select
    day,
    company_id,
    agency_id,
    cast(null as bigint) as salesperson_id,
    cast(sum(planned_hours) as decimal(18, 2)) as planned_hours,
    cast(sum(available_hours) as decimal(18, 2)) as available_hours
from hours
group by day, company_id, agency_id
order by day
