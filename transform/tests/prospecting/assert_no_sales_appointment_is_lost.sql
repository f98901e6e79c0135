-- Every sales appointment held is there once, at most a day from its date in UTC.
select appointments.appointment_id, appointments.starts_at, found.held_on
from {{ ref('stg_planning__appointments') }} as appointments
full outer join
    {{ ref('fct_sales_appointments') }} as found
    on appointments.appointment_id = found.appointment_id
where
    (coalesce(appointments.kind = 'sales' and appointments.state = 'held', false))
    <> (found.appointment_id is not null)
    or abs({{ dbt.datediff('cast(appointments.starts_at as date)', 'found.held_on', 'day') }}) > 1
