with
    totals as (
        select *, base_so_far - base_amount as base_before
        from {{ ref('int_commission_bases_cumulated') }}
    ),

    plans as (select * from {{ ref('stg_sales__commission_plans') }}),

    family_rates as (select * from {{ ref('stg_sales__commission_family_rates') }}),

    rated_bands as (
        select bands.*, bands.rate - plans.rate as added_rate
        from {{ ref('stg_sales__commission_bands') }} as bands
        inner join plans on bands.commission_plan_id = plans.commission_plan_id
    ),

    -- What the bands below a band add to the rate of the plan, once they are full.
    bands as (
        select
            rated_bands.*,
            lead(rated_bands.starts_from) over (
                partition by rated_bands.commission_plan_id order by rated_bands.starts_from
            ) as next_starts_from,
            coalesce(
                sum(rated_bands.added_rate * (rated_bands.up_to - rated_bands.starts_from)) over (
                    partition by rated_bands.commission_plan_id
                    order by rated_bands.starts_from
                    rows between unbounded preceding and 1 preceding
                ),
                0
            ) as added_below
        from rated_bands
    ),

    banded_plans as (select distinct commission_plan_id from bands)

select
    totals.movement,
    totals.source_id,
    totals.invoice_line_id,
    totals.company_id,
    totals.salesperson_id,
    totals.commission_plan_id,
    totals.commission_family_rate_id,
    totals.commission_period_id,
    totals.is_closed,
    totals.period_start,
    totals.period_end,
    totals.earned_on,
    case when banded_plans.commission_plan_id is not null then plans.band_kind end as band_kind,
    totals.base_amount,
    cast(
        {{ commission_of('totals.base_so_far', 'band') }}
        - {{ commission_of('totals.base_before', 'band_before') }} as decimal(14, 2)
    ) as commission
from totals
inner join plans on totals.commission_plan_id = plans.commission_plan_id
left join family_rates on totals.commission_family_rate_id = family_rates.commission_family_rate_id
left join
    banded_plans
    on totals.commission_plan_id = banded_plans.commission_plan_id
    and totals.commission_family_rate_id is null
left join bands as band on {{ is_last_band_below('totals.base_so_far', 'band') }}
left join bands as band_before on {{ is_last_band_below('totals.base_before', 'band_before') }}
