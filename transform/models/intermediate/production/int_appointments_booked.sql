with
    appointments as (
        select *
        from {{ ref('stg_planning__appointments') }}
        where state in ('firm', 'held', 'no_show')
    ),

    bookings as (select * from {{ ref('stg_planning__appointment_resources') }}),

    workers as (select * from {{ ref('int_resource_workers') }}),

    booked as (
        select
            appointments.appointment_id,
            appointments.task_id,
            appointments.title,
            appointments.customer_id,
            appointments.planned_hours,
            workers.employee_id,
            workers.from_on,
            workers.to_on,
            {{ local_date('appointments.starts_at', 'workers.time_zone') }} as starts_on,
            {{ local_date(
                dbt.dateadd('second', -1, 'appointments.ends_at'), 'workers.time_zone'
            ) }} as ends_on
        from appointments
        inner join bookings on appointments.appointment_id = bookings.appointment_id
        inner join workers on bookings.resource_id = workers.resource_id
    )

select distinct
    appointment_id, task_id, title, customer_id, employee_id, starts_on, ends_on, planned_hours
from booked
where starts_on between from_on and to_on
