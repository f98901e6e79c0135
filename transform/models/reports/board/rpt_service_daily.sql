with
    tickets as (select * from {{ ref('fct_service_tickets') }}),

    events as (
        select
            opened_on as day,
            company_id,
            agency_id,
            customer_id,
            service_type_id,
            1 as opened_count,
            case when under_warranty then 1 else 0 end as warranty_count,
            0 as resolved_count,
            0 as resolution_days,
            0 as visited_count,
            0 as first_visit_count
        from tickets
        union all
        select
            resolved_on as day,
            company_id,
            agency_id,
            customer_id,
            service_type_id,
            0 as opened_count,
            0 as warranty_count,
            1 as resolved_count,
            resolution_days,
            case when visit_count > 0 then 1 else 0 end as visited_count,
            case when visit_count = 1 then 1 else 0 end as first_visit_count
        from tickets
        where resolved_on is not null
    ),

    customers as (select * from {{ ref('dim_customers') }})

select
    events.day,
    events.company_id,
    events.agency_id,
    cast(null as bigint) as salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    events.service_type_id,
    cast(sum(events.opened_count) as bigint) as opened_count,
    cast(sum(events.warranty_count) as bigint) as warranty_count,
    cast(sum(events.resolved_count) as bigint) as resolved_count,
    cast(sum(events.resolution_days) as bigint) as resolution_days,
    cast(sum(events.visited_count) as bigint) as visited_count,
    cast(sum(events.first_visit_count) as bigint) as first_visit_count
from events
left join customers on events.customer_id = customers.customer_id
group by
    events.day,
    events.company_id,
    events.agency_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    events.service_type_id
order by events.day
