with
    projects as (
        select *
        from {{ ref('stg_projects__projects') }}
        where
            state in ('finished', 'closed')
            and finished_on is not null
            and planned_end_on is not null
    ),

    interventions as (select * from {{ ref('int_interventions_finished') }} where is_done),

    united as (
        select
            'project' as work_kind,
            project_id as source_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            reference as work_reference,
            planned_end_on as planned_on,
            finished_on
        from projects
        union all
        select
            'intervention' as work_kind,
            intervention_id as source_id,
            company_id,
            agency_id,
            customer_id,
            cast(null as bigint) as salesperson_id,
            reference as work_reference,
            planned_on,
            finished_on
        from interventions
    )

select
    work_kind,
    source_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    work_reference,
    planned_on,
    finished_on,
    finished_on <= planned_on as is_on_time
from united
