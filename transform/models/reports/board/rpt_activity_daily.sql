with
    changes as (select * from {{ ref('fct_activity_changes') }}),

    customers as (select * from {{ ref('dim_customers') }})

select
    changes.changed_on as day,
    changes.company_id,
    customers.agency_id,
    customers.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    cast(sum(changes.active) as bigint) as active_count,
    cast(sum(changes.was_active) as bigint) as was_active_count,
    cast(sum(changes.retained) as bigint) as retained_count
from changes
left join customers on changes.customer_id = customers.customer_id
group by
    changes.changed_on,
    changes.company_id,
    customers.agency_id,
    customers.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department
order by day
