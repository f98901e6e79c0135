with
    workers as (select * from {{ ref('int_workers_counted') }}),

    working_times as (select * from {{ ref('int_working_times_dated') }}),

    exceptions as (select * from {{ ref('int_exceptions_dated') }}),

    holidays as (select * from {{ ref('stg_core__public_holidays') }}),

    days as (select day, {{ weekday('day') }} as weekday from {{ ref('dim_days') }}),

    working_hours as (
        select
            working_times.employee_id, days.day, working_times.from_minute, working_times.to_minute
        from working_times
        inner join
            days
            on working_times.weekday = days.weekday
            and days.day between working_times.from_on and working_times.to_on
        left join
            holidays
            on days.day = holidays.day
            and coalesce(holidays.department, '') in ('', working_times.department)
        where holidays.day is null
    ),

    dated_exceptions as (
        select
            exceptions.employee_id,
            exceptions.is_extra,
            days.day,
            case
                when days.day = exceptions.from_on then exceptions.from_minute else 0
            end as from_minute,
            case
                when days.day = exceptions.to_on then exceptions.to_minute else 24 * 60
            end as to_minute
        from exceptions
        inner join days on days.day between exceptions.from_on and exceptions.to_on
    ),

    -- An exception takes off the working hours it covers; an extra time adds its own.
    minutes as (
        select employee_id, day, to_minute - from_minute as minutes
        from working_hours
        union all
        select
            working_hours.employee_id,
            working_hours.day,
            greatest(working_hours.from_minute, dated_exceptions.from_minute)
            - least(working_hours.to_minute, dated_exceptions.to_minute) as minutes
        from working_hours
        inner join
            dated_exceptions
            on working_hours.employee_id = dated_exceptions.employee_id
            and working_hours.day = dated_exceptions.day
            and working_hours.from_minute < dated_exceptions.to_minute
            and working_hours.to_minute > dated_exceptions.from_minute
        union all
        select employee_id, day, to_minute - from_minute as minutes
        from dated_exceptions
        where is_extra
    )

select
    workers.company_id,
    workers.agency_id,
    workers.employee_id,
    minutes.day as worked_on,
    {{ quotient_to_cents('sum(minutes.minutes)', '60') }} as available_hours
from minutes
inner join workers on minutes.employee_id = workers.employee_id
where minutes.day between workers.from_on and workers.to_on
group by workers.company_id, workers.agency_id, workers.employee_id, minutes.day
having sum(minutes.minutes) > 0
