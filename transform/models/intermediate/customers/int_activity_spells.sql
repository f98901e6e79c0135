with
    purchases as (select * from {{ ref('int_purchase_days_chained') }}),

    parameters as (
        select * from {{ ref('stg_core__parameters') }} where code = 'active_window_months'
    ),

    with_window as (
        select
            purchases.company_id,
            purchases.customer_id,
            purchases.purchased_on,
            coalesce(
                cast(parameters.value as integer), {{ var('active_window_months') }}
            ) as active_window_months
        from purchases
        left join
            parameters
            on purchases.company_id = parameters.company_id
            and purchases.purchased_on >= parameters.valid_from
            and (parameters.valid_to is null or purchases.purchased_on <= parameters.valid_to)
    ),

    with_end as (
        select
            company_id,
            customer_id,
            purchased_on,
            {{ first_day_months_after('purchased_on', 'active_window_months') }} as inactive_from
        from with_window
    ),

    with_reach as (
        select
            company_id,
            customer_id,
            purchased_on,
            inactive_from,
            max(inactive_from) over (
                partition by customer_id
                order by purchased_on
                rows between unbounded preceding and 1 preceding
            ) as reached_before
        from with_end
    ),

    numbered as (
        select
            company_id,
            customer_id,
            purchased_on,
            inactive_from,
            sum(case when reached_before >= purchased_on then 0 else 1 end) over (
                partition by customer_id
                order by purchased_on
                rows between unbounded preceding and current row
            ) as spell
        from with_reach
    )

select
    company_id, customer_id, min(purchased_on) as active_from, max(inactive_from) as inactive_from
from numbered
group by company_id, customer_id, spell
