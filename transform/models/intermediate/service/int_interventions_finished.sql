with
    interventions as (
        select * from {{ ref('stg_service__interventions') }} where state in ('done', 'not_done')
    ),

    companies as (select * from {{ ref('stg_core__companies') }})

select
    interventions.intervention_id,
    interventions.company_id,
    interventions.agency_id,
    interventions.customer_id,
    interventions.service_ticket_id,
    interventions.reference,
    interventions.state = 'done' as is_done,
    interventions.planned_on,
    {{ local_date('interventions.finished_at', 'companies.time_zone') }} as finished_on
from interventions
inner join companies on interventions.company_id = companies.company_id
