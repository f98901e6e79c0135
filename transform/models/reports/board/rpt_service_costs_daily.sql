with
    costs as (select * from {{ ref('fct_intervention_costs') }}),

    customers as (select * from {{ ref('dim_customers') }})

select
    costs.finished_on as day,
    costs.company_id,
    costs.agency_id,
    cast(null as bigint) as salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    costs.service_type_id,
    cast(sum(costs.net) as decimal(18, 2)) as net,
    cast(sum(costs.warranty_net) as decimal(18, 2)) as warranty_net,
    {{ sum_of_kind('costs.component', 'labor', 'costs.warranty_net') }} as labor_net,
    {{ sum_of_kind('costs.component', 'travel', 'costs.warranty_net') }} as travel_net,
    {{ sum_of_kind('costs.component', 'part', 'costs.warranty_net') }} as parts_net,
    {{ sum_of_kind('costs.component', 'invoicing', 'costs.warranty_net') }} as invoicing_net
from costs
left join customers on costs.customer_id = customers.customer_id
group by
    costs.finished_on,
    costs.company_id,
    costs.agency_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    costs.service_type_id
order by day
