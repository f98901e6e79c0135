with
    workers as (select * from {{ ref('int_workers_counted') }}),

    availabilities as (
        select *
        from {{ ref('stg_planning__availabilities') }}
        where kind <> 'leave' or approved_at is not null
    ),

    located as (
        select
            workers.employee_id,
            availabilities.kind = 'extra' as is_extra,
            {{ local_time('availabilities.starts_at', 'workers.time_zone') }} as starts_at,
            {{ local_time('availabilities.ends_at', 'workers.time_zone') }} as ends_at
        from availabilities
        inner join workers on availabilities.resource_id = workers.resource_id
    )

select
    employee_id,
    is_extra,
    cast(starts_at as date) as from_on,
    cast(ends_at as date) as to_on,
    {{ minute_of_day('starts_at') }} as from_minute,
    {{ minute_of_day('ends_at') }} as to_minute
from located
