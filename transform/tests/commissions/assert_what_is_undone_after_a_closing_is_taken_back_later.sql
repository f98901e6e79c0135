-- A closed period settled what was there: a payment undone since is taken back after it, whatever
-- the day it is undone from.
select events.source_id, events.earned_on, allocations.undone_at, periods.closed_at
from {{ ref('int_commission_events_dated') }} as events
inner join
    {{ ref('stg_sales__payment_allocations') }} as allocations
    on events.source_id = allocations.payment_allocation_id
inner join
    {{ ref('stg_sales__commission_periods') }} as periods
    on events.company_id = periods.company_id
    and events.earned_on <= periods.ends_on
    and allocations.undone_at > periods.closed_at
where events.movement = 'undoing'
