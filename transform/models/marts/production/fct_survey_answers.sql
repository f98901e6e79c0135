with
    surveys as (
        select * from {{ ref('stg_service__satisfaction_surveys') }} where answered_on is not null
    ),

    subjects as (
        select
            'intervention' as subject,
            intervention_id as source_id,
            company_id,
            agency_id,
            cast(null as bigint) as salesperson_id,
            reference as subject_reference
        from {{ ref('stg_service__interventions') }}
        union all
        select
            'service_ticket' as subject,
            service_ticket_id as source_id,
            company_id,
            agency_id,
            cast(null as bigint) as salesperson_id,
            reference as subject_reference
        from {{ ref('stg_service__service_tickets') }}
        union all
        select
            'project' as subject,
            project_id as source_id,
            company_id,
            agency_id,
            salesperson_id,
            reference as subject_reference
        from {{ ref('stg_projects__projects') }}
    ),

    answers as (
        select
            satisfaction_survey_id,
            customer_id,
            case
                when intervention_id is not null
                then 'intervention'
                when service_ticket_id is not null
                then 'service_ticket'
                else 'project'
            end as subject,
            coalesce(intervention_id, service_ticket_id, project_id) as source_id,
            answered_on,
            score
        from surveys
    )

select
    answers.satisfaction_survey_id,
    subjects.company_id,
    subjects.agency_id,
    answers.customer_id,
    subjects.salesperson_id,
    answers.subject,
    answers.source_id,
    subjects.subject_reference,
    answers.answered_on,
    answers.score
from answers
inner join
    subjects on answers.subject = subjects.subject and answers.source_id = subjects.source_id
