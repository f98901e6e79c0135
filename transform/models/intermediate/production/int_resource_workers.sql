with
    workers as (select * from {{ ref('int_workers_counted') }}),

    memberships as (select * from {{ ref('stg_planning__resource_memberships') }})

select resource_id, employee_id, time_zone, from_on, to_on
from workers
union all
select
    memberships.team_id as resource_id,
    workers.employee_id,
    workers.time_zone,
    greatest(workers.from_on, memberships.valid_from) as from_on,
    least(workers.to_on, coalesce(memberships.valid_to, workers.to_on)) as to_on
from memberships
inner join workers on memberships.member_id = workers.resource_id
