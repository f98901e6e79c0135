with
    workers as (select * from {{ ref('int_workers_counted') }}),

    work as (
        select
            'appointment' as work_kind,
            appointment_id as source_id,
            title,
            customer_id,
            employee_id,
            starts_on,
            ends_on,
            planned_hours
        from {{ ref('int_appointments_booked') }}
        union all
        select
            'task' as work_kind,
            task_id as source_id,
            title,
            customer_id,
            employee_id,
            starts_on,
            ends_on,
            hours_left as planned_hours
        from {{ ref('int_tasks_assigned') }}
    ),

    worked_days as (select * from {{ ref('fct_available_hours') }}),

    -- On the days of the work when the employee is there; else on its first day.
    dated as (
        select
            work.work_kind,
            work.source_id,
            work.title,
            work.customer_id,
            work.employee_id,
            work.planned_hours,
            coalesce(worked_days.worked_on, work.starts_on) as planned_on,
            row_number() over (
                partition by work.work_kind, work.source_id, work.employee_id
                order by worked_days.worked_on
            ) as day_rank,
            count(*) over (
                partition by work.work_kind, work.source_id, work.employee_id
            ) as day_count
        from work
        left join
            worked_days
            on work.employee_id = worked_days.employee_id
            and worked_days.worked_on between work.starts_on and work.ends_on
    ),

    spread as (
        select
            work_kind,
            source_id,
            title,
            customer_id,
            employee_id,
            planned_on,
            {{ quotient_to_cents('planned_hours * day_rank', 'day_count') }} as hours_so_far,
            {{ quotient_to_cents('planned_hours * (day_rank - 1)', 'day_count') }} as hours_before
        from dated
    )

select
    workers.company_id,
    workers.agency_id,
    spread.employee_id,
    spread.work_kind,
    spread.source_id,
    spread.title,
    spread.customer_id,
    spread.planned_on,
    cast(spread.hours_so_far - spread.hours_before as decimal(14, 2)) as planned_hours
from spread
inner join workers on spread.employee_id = workers.employee_id
