with
    events as (
        select
            finished_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            1 as work_count,
            case when is_on_time then 1 else 0 end as on_time_count,
            0 as answer_count,
            0 as score_total
        from {{ ref('fct_finished_works') }}
        union all
        select
            answered_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            0 as work_count,
            0 as on_time_count,
            1 as answer_count,
            score as score_total
        from {{ ref('fct_survey_answers') }}
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
    cast(sum(events.work_count) as bigint) as work_count,
    cast(sum(events.on_time_count) as bigint) as on_time_count,
    cast(sum(events.answer_count) as bigint) as answer_count,
    cast(sum(events.score_total) as bigint) as score_total
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
