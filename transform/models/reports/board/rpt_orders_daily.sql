with
    changes as (
        select
            changed_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            order_count,
            net as ordered_net,
            0 as open_ordered_net,
            0 as open_invoiced_net,
            0 as backlog_net
        from {{ ref('fct_order_changes') }}
        union all
        select
            changed_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            0 as order_count,
            0 as ordered_net,
            ordered as open_ordered_net,
            invoiced as open_invoiced_net,
            net as backlog_net
        from {{ ref('fct_backlog_changes') }}
    ),

    customers as (select * from {{ ref('dim_customers') }})

select
    changes.day,
    changes.company_id,
    changes.agency_id,
    changes.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    cast(sum(changes.order_count) as bigint) as order_count,
    cast(sum(changes.ordered_net) as decimal(18, 2)) as ordered_net,
    cast(sum(changes.open_ordered_net) as decimal(18, 2)) as open_ordered_net,
    cast(sum(changes.open_invoiced_net) as decimal(18, 2)) as open_invoiced_net,
    cast(sum(changes.backlog_net) as decimal(18, 2)) as backlog_net
from changes
left join customers on changes.customer_id = customers.customer_id
group by
    changes.day,
    changes.company_id,
    changes.agency_id,
    changes.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department
order by changes.day
