with
    events as (
        select
            changed_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            yearly_net,
            0 as term_count,
            0 as renewed_count
        from {{ ref('fct_contract_changes') }}
        union all
        select
            last_day_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            0 as yearly_net,
            1 as term_count,
            case when is_renewed then 1 else 0 end as renewed_count
        from {{ ref('fct_contract_terms') }}
    ),

    customers as (select * from {{ ref('dim_customers') }})

select
    events.day,
    events.company_id,
    events.agency_id,
    events.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    cast(sum(events.yearly_net) as decimal(18, 2)) as yearly_net,
    cast(sum(events.term_count) as bigint) as term_count,
    cast(sum(events.renewed_count) as bigint) as renewed_count
from events
left join customers on events.customer_id = customers.customer_id
group by
    events.day,
    events.company_id,
    events.agency_id,
    events.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department
order by events.day
