with
    changes as (
        select
            paid_on as day,
            company_id,
            agency_id,
            cast(null as bigint) as salesperson_id,
            customer_id,
            gross as collected_gross,
            0 as receivable_gross,
            0 as overdue_gross,
            0 as overdue_60_gross
        from {{ ref('fct_payments') }}
        union all
        select
            changed_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            0 as collected_gross,
            gross as receivable_gross,
            0 as overdue_gross,
            0 as overdue_60_gross
        from {{ ref('fct_receivable_changes') }}
        union all
        select
            changed_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            0 as collected_gross,
            0 as receivable_gross,
            gross as overdue_gross,
            0 as overdue_60_gross
        from {{ ref('fct_overdue_changes') }}
        union all
        select
            overdue_60_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            0 as collected_gross,
            0 as receivable_gross,
            0 as overdue_gross,
            gross as overdue_60_gross
        from {{ ref('fct_overdue_changes') }}
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
    cast(sum(changes.collected_gross) as decimal(18, 2)) as collected_gross,
    cast(sum(changes.receivable_gross) as decimal(18, 2)) as receivable_gross,
    cast(sum(changes.overdue_gross) as decimal(18, 2)) as overdue_gross,
    cast(sum(changes.overdue_60_gross) as decimal(18, 2)) as overdue_60_gross
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
