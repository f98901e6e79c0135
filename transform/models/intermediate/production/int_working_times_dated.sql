with
    workers as (select * from {{ ref('int_workers_counted') }}),

    working_times as (select * from {{ ref('stg_planning__working_times') }}),

    plans as (
        select cast(ends_at as date) as planned_to
        from {{ ref('stg_planning__appointments') }}
        union all
        select ends_on as planned_to
        from {{ ref('stg_planning__tasks') }}
    ),

    horizon as (
        select {{ add_months(dbt.date_trunc('year', 'max(planned_to)'), 24) }} as end_on from plans
    )

select
    workers.employee_id,
    workers.department,
    working_times.weekday,
    greatest(workers.from_on, working_times.valid_from) as from_on,
    least(
        workers.to_on,
        coalesce(working_times.valid_to, workers.to_on),
        {{ add_days('horizon.end_on', -1) }}
    ) as to_on,
    {{ minute_of_day('working_times.starts_at') }} as from_minute,
    {{ minute_of_day('working_times.ends_at') }} as to_minute
from working_times
inner join workers on working_times.resource_id = workers.resource_id
cross join horizon
