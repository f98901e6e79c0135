with
    costs as (select * from {{ ref('int_intervention_costs_united') }}),

    interventions as (select * from {{ ref('int_interventions_finished') }}),

    tickets as (select * from {{ ref('stg_service__service_tickets') }}),

    items as (select * from {{ ref('int_tickets_itemized') }})

select
    costs.component,
    costs.source_id,
    interventions.intervention_id,
    interventions.company_id,
    interventions.agency_id,
    interventions.customer_id,
    interventions.reference as intervention_reference,
    interventions.service_ticket_id,
    tickets.reference as ticket_reference,
    tickets.service_type_id,
    items.item_id,
    costs.item_id as part_item_id,
    interventions.finished_on,
    costs.net,
    cast(
        case when tickets.under_warranty then costs.net else 0 end as decimal(14, 2)
    ) as warranty_net
from costs
inner join interventions on costs.intervention_id = interventions.intervention_id
left join tickets on interventions.service_ticket_id = tickets.service_ticket_id
left join items on tickets.service_ticket_id = items.service_ticket_id
