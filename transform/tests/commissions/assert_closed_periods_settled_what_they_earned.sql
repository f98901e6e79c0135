-- What a closed period would settle today and did not, or the opposite: nobody is paid the
-- difference
-- before a person decides so (a plan or an item changed for days already settled).
{{ config(severity='warn') }}

with
    earned as (
        select
            commission_period_id,
            salesperson_id,
            sum(base_amount) as base_amount,
            sum(commission) as commission
        from {{ ref('int_commissions_earned') }}
        where is_closed
        group by commission_period_id, salesperson_id
    ),

    settled as (
        select
            lines.commission_period_id,
            lines.salesperson_id,
            sum(lines.base_amount) as base_amount,
            sum(lines.commission) as commission
        from {{ ref('stg_sales__commission_lines') }} as lines
        inner join
            {{ ref('stg_sales__commission_periods') }} as periods
            on lines.commission_period_id = periods.commission_period_id
        where periods.closed_at is not null
        group by lines.commission_period_id, lines.salesperson_id
    )

select
    coalesce(earned.commission_period_id, settled.commission_period_id) as commission_period_id,
    coalesce(earned.salesperson_id, settled.salesperson_id) as salesperson_id,
    coalesce(earned.base_amount, 0) as base_amount,
    coalesce(settled.base_amount, 0) as settled_base_amount,
    coalesce(earned.commission, 0) as commission,
    coalesce(settled.commission, 0) as settled_commission
from earned
full outer join
    settled
    on earned.commission_period_id = settled.commission_period_id
    and earned.salesperson_id = settled.salesperson_id
where
    coalesce(earned.base_amount, 0) <> coalesce(settled.base_amount, 0)
    or coalesce(earned.commission, 0) <> coalesce(settled.commission, 0)
