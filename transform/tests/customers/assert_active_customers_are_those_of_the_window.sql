-- Customers active on a day, a year before it, and both, counted again from what they bought: on
-- every last day of a month, and on the days around the end of each February.
with
    purchases as (select * from {{ ref('int_purchase_days_chained') }}),

    windows as (
        select
            purchases.customer_id,
            purchases.purchased_on,
            coalesce(
                cast(parameters.value as integer), {{ var('active_window_months') }}
            ) as months
        from purchases
        left join
            {{ ref('stg_core__parameters') }} as parameters
            on purchases.company_id = parameters.company_id
            and parameters.code = 'active_window_months'
            and purchases.purchased_on >= parameters.valid_from
            and (parameters.valid_to is null or purchases.purchased_on <= parameters.valid_to)
    ),

    days as (
        select day, {{ add_months('day', -12) }} as day_before
        from {{ ref('dim_days') }}
        where
            day between (
                select min(purchases.purchased_on) from purchases
            ) and {{ add_months('(select max(purchases.purchased_on) from purchases)', 36) }}
            and (
                extract(day from {{ add_days('day', 1) }}) = 1
                or (extract(month from day) = 2 and extract(day from day) >= 27)
                or (extract(month from day) = 3 and extract(day from day) <= 2)
            )
    ),

    active as (
        select distinct days.day, windows.customer_id
        from days
        inner join
            windows
            on days.day >= windows.purchased_on
            and {{ add_months('days.day', '-windows.months') }} < windows.purchased_on
    ),

    was_active as (
        select distinct days.day, windows.customer_id
        from days
        inner join
            windows
            on days.day_before >= windows.purchased_on
            and {{ add_months('days.day_before', '-windows.months') }} < windows.purchased_on
    ),

    expected as (
        select
            days.day,
            (select count(*) from active where active.day = days.day) as active,
            (select count(*) from was_active where was_active.day = days.day) as was_active,
            (
                select count(*)
                from active
                inner join
                    was_active
                    on active.day = was_active.day
                    and active.customer_id = was_active.customer_id
                where active.day = days.day
            ) as retained
        from days
    ),

    found as (
        select
            days.day,
            sum(changes.active) as active,
            sum(changes.was_active) as was_active,
            sum(changes.retained) as retained
        from days
        inner join {{ ref('fct_activity_changes') }} as changes on days.day >= changes.changed_on
        group by days.day
    )

select expected.day, expected.active, found.active as found
from expected
left join found on expected.day = found.day
where
    expected.active <> coalesce(found.active, 0)
    or expected.was_active <> coalesce(found.was_active, 0)
    or expected.retained <> coalesce(found.retained, 0)
