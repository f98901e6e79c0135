with
    tasks as (select * from {{ ref('stg_planning__tasks') }} where state <> 'canceled'),

    projects as (select * from {{ ref('stg_projects__projects') }}),

    assignments as (select * from {{ ref('stg_planning__task_assignments') }}),

    workers as (select * from {{ ref('int_resource_workers') }}),

    shared as (
        select
            tasks.task_id,
            workers.employee_id,
            assignments.planned_hours,
            count(*) over (partition by assignments.task_assignment_id) as worker_count
        from assignments
        inner join tasks on assignments.task_id = tasks.task_id
        inner join
            workers
            on assignments.resource_id = workers.resource_id
            and tasks.starts_on between workers.from_on and workers.to_on
    ),

    assigned as (
        select
            task_id,
            employee_id,
            sum({{ quotient_to_cents('planned_hours', 'worker_count') }}) as planned_hours
        from shared
        group by task_id, employee_id
    ),

    booked as (
        select task_id, employee_id, sum(planned_hours) as planned_hours
        from {{ ref('int_appointments_booked') }}
        where task_id is not null
        group by task_id, employee_id
    )

select
    tasks.task_id,
    tasks.title,
    projects.customer_id,
    assigned.employee_id,
    tasks.starts_on,
    tasks.ends_on,
    cast(
        assigned.planned_hours - coalesce(booked.planned_hours, 0) as decimal(14, 2)
    ) as hours_left
from assigned
inner join tasks on assigned.task_id = tasks.task_id
inner join projects on tasks.project_id = projects.project_id
left join booked on assigned.task_id = booked.task_id and assigned.employee_id = booked.employee_id
where assigned.planned_hours > coalesce(booked.planned_hours, 0)
