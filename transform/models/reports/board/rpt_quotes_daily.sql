with
    changes as (
        select
            first_sent_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            1 as quote_count,
            net as quote_net,
            accepted_count as converted_count,
            accepted_net as converted_net,
            0 as signed_count,
            0 as signing_days
        from {{ ref('fct_quotes') }}
        union all
        select
            accepted_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            0 as quote_count,
            0 as quote_net,
            0 as converted_count,
            0 as converted_net,
            accepted_count as signed_count,
            signing_days
        from {{ ref('fct_quotes') }}
        where accepted_on is not null
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
    cast(sum(changes.quote_count) as bigint) as quote_count,
    cast(sum(changes.quote_net) as decimal(18, 2)) as quote_net,
    cast(sum(changes.converted_count) as bigint) as converted_count,
    cast(sum(changes.converted_net) as decimal(18, 2)) as converted_net,
    cast(sum(changes.signed_count) as bigint) as signed_count,
    cast(sum(changes.signing_days) as bigint) as signing_days
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
