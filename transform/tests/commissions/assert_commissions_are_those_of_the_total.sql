-- What is not settled yet sums to what the plan gives on the whole base of a salesperson in a
-- period:
-- each slice of it at the rate of its band (or of the plan, where no band is), or all of it at
-- the rate
-- of the band reached; apart from that, at the rate of their family, the lines that have one.
with
    totals as (
        select
            company_id,
            salesperson_id,
            commission_plan_id,
            commission_family_rate_id,
            period_start,
            sum(base_amount) as base_amount,
            sum(commission) as commission
        from {{ ref('fct_commission_lines') }}
        where not is_settled
        group by
            company_id, salesperson_id, commission_plan_id, commission_family_rate_id, period_start
    ),

    rated as (
        select
            totals.*,
            plans.band_kind,
            coalesce(family_rates.rate, plans.rate) as rate,
            (
                select
                    sum(
                        (bands.rate - plans.rate) * (
                            least(
                                greatest(totals.base_amount, 0),
                                coalesce(bands.up_to, totals.base_amount)
                            )
                            - bands.starts_from
                        )
                    )
                from {{ ref('stg_sales__commission_bands') }} as bands
                where
                    bands.commission_plan_id = totals.commission_plan_id
                    and totals.commission_family_rate_id is null
                    and bands.starts_from < totals.base_amount
            ) as slices,
            (
                select max(bands.rate)
                from {{ ref('stg_sales__commission_bands') }} as bands
                where
                    bands.commission_plan_id = totals.commission_plan_id
                    and totals.commission_family_rate_id is null
                    and bands.starts_from < greatest(totals.base_amount, 0.01)
                    and (bands.up_to is null or bands.up_to >= greatest(totals.base_amount, 0.01))
            ) as reached_rate
        from totals
        inner join
            {{ ref('stg_sales__commission_plans') }} as plans
            on totals.commission_plan_id = plans.commission_plan_id
        left join
            {{ ref('stg_sales__commission_family_rates') }} as family_rates
            on totals.commission_family_rate_id = family_rates.commission_family_rate_id
    ),

    expected as (
        select
            *,
            round(
                case
                    when band_kind = 'marginal' and base_amount >= 0
                    then rate * base_amount + coalesce(slices, 0)
                    else coalesce(reached_rate, rate) * base_amount
                end
                * 0.01,
                2
            ) as expected_commission
        from rated
    )

select *
from expected
where commission <> expected_commission
