with
    targets as (select * from {{ ref('stg_sales__sales_targets') }}),

    employees as (select * from {{ ref('dim_employees') }}),

    days as (select * from {{ ref('dim_days') }}),

    holidays as (select * from {{ ref('stg_core__public_holidays') }} where department is null),

    working_days as (
        select
            days.day,
            days.month_start,
            row_number() over (partition by days.month_start order by days.day) as day_rank,
            count(*) over (partition by days.month_start) as day_count
        from days
        left join holidays on days.day = holidays.day
        where {{ weekday('days.day') }} <= 5 and holidays.day is null
    ),

    spread as (
        select
            targets.sales_target_id,
            targets.salesperson_id,
            targets.month,
            working_days.day as targeted_on,
            {{ quotient_to_cents(
                'targets.net * working_days.day_rank', 'working_days.day_count'
            ) }} as net_so_far,
            {{ quotient_to_cents(
                'targets.net * (working_days.day_rank - 1)', 'working_days.day_count'
            ) }} as net_before
        from targets
        inner join working_days on targets.month = working_days.month_start
    )

select
    spread.sales_target_id,
    employees.company_id,
    employees.agency_id,
    spread.salesperson_id,
    spread.month,
    spread.targeted_on,
    cast(spread.net_so_far - spread.net_before as decimal(14, 2)) as net
from spread
inner join employees on spread.salesperson_id = employees.employee_id
