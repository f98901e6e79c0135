with
    bases as (select * from {{ ref('int_commission_bases_cumulated') }}),

    plans as (select * from {{ ref('stg_sales__commission_plans') }}),

    bands as (select * from {{ ref('stg_sales__commission_bands') }}),

    family_rates as (select * from {{ ref('stg_sales__commission_family_rates') }}),

    -- A band holds its own end, not its start; a total of nothing or less is in the band of the
    -- first cent.
    in_bands as (
        select
            bases.movement,
            bases.source_id,
            bases.invoice_line_id,
            plans.rate as plan_rate,
            bands.rate as band_rate,
            greatest(bases.base_so_far, 0.01) > bands.starts_from
            and (
                bands.up_to is null or greatest(bases.base_so_far, 0.01) <= bands.up_to
            ) as is_reached,
            greatest(
                least(bases.base_so_far, coalesce(bands.up_to, bases.base_so_far))
                - bands.starts_from,
                case when bands.starts_from = 0 then least(bases.base_so_far, 0) else 0 end
            ) as slice
        from bases
        inner join plans on bases.commission_plan_id = plans.commission_plan_id
        inner join bands on plans.commission_plan_id = bands.commission_plan_id
        where bases.commission_family_rate_id is null
    ),

    banded as (
        select
            movement,
            source_id,
            invoice_line_id,
            max(case when is_reached then band_rate end) as reached_rate,
            sum((band_rate - plan_rate) * slice) as added_by_slices
        from in_bands
        group by movement, source_id, invoice_line_id
    ),

    cumulated as (
        select
            bases.*,
            case when banded.movement is not null then plans.band_kind end as band_kind,
            round(
                case
                    when banded.movement is null
                    then bases.base_so_far * coalesce(family_rates.rate, plans.rate)
                    when plans.band_kind = 'global'
                    then bases.base_so_far * coalesce(banded.reached_rate, plans.rate)
                    else bases.base_so_far * plans.rate + banded.added_by_slices
                end
                * 0.01,
                2
            ) as commission_so_far
        from bases
        inner join plans on bases.commission_plan_id = plans.commission_plan_id
        left join
            family_rates
            on bases.commission_family_rate_id = family_rates.commission_family_rate_id
        left join
            banded
            on bases.movement = banded.movement
            and bases.source_id = banded.source_id
            and bases.invoice_line_id = banded.invoice_line_id
    )

select
    movement,
    source_id,
    invoice_line_id,
    company_id,
    salesperson_id,
    commission_plan_id,
    commission_family_rate_id,
    commission_period_id,
    is_closed,
    period_start,
    period_end,
    earned_on,
    band_kind,
    base_amount,
    cast(
        commission_so_far - coalesce(
            lag(commission_so_far) over (
                partition by
                    company_id,
                    salesperson_id,
                    commission_plan_id,
                    commission_family_rate_id,
                    period_start
                order by row_rank
            ),
            0
        ) as decimal(14, 2)
    ) as commission
from cumulated
