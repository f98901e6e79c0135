-- Spreading hours over days loses none.
with
    hours as (
        select 'appointment' as work_kind, appointment_id as source_id, employee_id, planned_hours
        from {{ ref('int_appointments_booked') }}
        union all
        select 'task' as work_kind, task_id as source_id, employee_id, hours_left as planned_hours
        from {{ ref('int_tasks_assigned') }}
        union all
        select work_kind, source_id, employee_id, - planned_hours as planned_hours
        from {{ ref('fct_planned_hours') }}
    )

select work_kind, source_id, employee_id, sum(planned_hours) as planned_hours
from hours
group by work_kind, source_id, employee_id
having sum(planned_hours) <> 0
