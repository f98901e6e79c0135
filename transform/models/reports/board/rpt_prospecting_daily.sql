with
    changes as (
        select
            prospect_since as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            1 as prospect_count,
            0 as appointment_count
        from {{ ref('fct_new_prospects') }}
        union all
        select
            held_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            0 as prospect_count,
            1 as appointment_count
        from {{ ref('fct_sales_appointments') }}
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
    cast(sum(changes.prospect_count) as bigint) as prospect_count,
    cast(sum(changes.appointment_count) as bigint) as appointment_count
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
