with
    tickets as (select * from {{ ref('stg_service__service_tickets') }} where state <> 'canceled'),

    items as (select * from {{ ref('int_tickets_itemized') }}),

    visits as (
        select service_ticket_id, count(*) as visit_count
        from {{ ref('int_interventions_finished') }}
        where is_done and service_ticket_id is not null
        group by service_ticket_id
    )

select
    tickets.service_ticket_id,
    tickets.company_id,
    tickets.agency_id,
    tickets.customer_id,
    tickets.service_type_id,
    tickets.technician_id,
    items.item_id,
    tickets.reference as ticket_reference,
    tickets.under_warranty,
    tickets.opened_on,
    tickets.resolved_on,
    cast(
        {{ dbt.datediff('tickets.opened_on', 'tickets.resolved_on', 'day') }} as bigint
    ) as resolution_days,
    coalesce(visits.visit_count, 0) as visit_count
from tickets
left join items on tickets.service_ticket_id = items.service_ticket_id
left join visits on tickets.service_ticket_id = visits.service_ticket_id
