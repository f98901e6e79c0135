-- Labor, travel and parts of finished interventions are in the facts, to the cent.
with
    interventions as (select * from {{ ref('int_interventions_finished') }}),

    recorded as (
        select intervention_id, cost
        from {{ ref('stg_service__intervention_labors') }}
        union all
        select intervention_id, cost
        from {{ ref('stg_service__intervention_travels') }}
        union all
        select intervention_id, cost
        from {{ ref('stg_service__intervention_parts') }}
    ),

    expected as (
        select recorded.intervention_id, sum(recorded.cost) as cost
        from recorded
        inner join interventions on recorded.intervention_id = interventions.intervention_id
        group by recorded.intervention_id
    ),

    found as (
        select intervention_id, sum(net) as cost
        from {{ ref('fct_intervention_costs') }}
        where component <> 'invoicing'
        group by intervention_id
    )

select expected.intervention_id, expected.cost, found.cost as found_cost
from expected
full outer join found on expected.intervention_id = found.intervention_id
where coalesce(expected.cost, 0) <> coalesce(found.cost, 0)
