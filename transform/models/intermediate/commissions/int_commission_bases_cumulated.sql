with
    events as (select * from {{ ref('int_commission_events_dated') }}),

    lines as (select * from {{ ref('int_invoice_lines_commissioned') }}),

    assignments as (select * from {{ ref('stg_sales__commission_assignments') }}),

    plans as (select * from {{ ref('stg_sales__commission_plans') }}),

    family_rates as (select * from {{ ref('stg_sales__commission_family_rates') }}),

    planned as (
        select events.*, plans.commission_plan_id, plans.base
        from events
        inner join
            assignments
            on events.salesperson_id = assignments.salesperson_id
            and events.planned_on >= assignments.valid_from
            and (assignments.valid_to is null or events.planned_on <= assignments.valid_to)
        inner join plans on assignments.commission_plan_id = plans.commission_plan_id
        where
            (plans.base = 'cash' and events.received <> 0)
            or (plans.base <> 'cash' and events.movement = 'issue')
    ),

    -- Whole numbers of cents: what a line has earned once so much of its invoice is received, and
    -- what it had earned before.
    shared as (
        select
            planned.*,
            lines.invoice_line_id,
            lines.item_family_id,
            lines.net,
            lines.margin,
            cast(100 * lines.net as decimal(18, 0))
            * cast(100 * planned.received_so_far as decimal(18, 0)) as net_after,
            cast(100 * lines.net as decimal(18, 0)) * cast(
                100 * (planned.received_so_far - planned.received) as decimal(18, 0)
            ) as net_before
        from planned
        inner join
            lines
            on planned.salesperson_id = lines.salesperson_id
            and planned.invoice_id = lines.invoice_id
    ),

    based as (
        select
            shared.*,
            family_rates.commission_family_rate_id,
            case
                shared.base
                when 'revenue'
                then shared.net
                when 'margin'
                then shared.margin
                else
                    {{ quotient_to_cents('shared.net_after', '10000 * shared.due_gross') }}
                    - {{ quotient_to_cents('shared.net_before', '10000 * shared.due_gross') }}
            end as base_amount
        from shared
        left join
            family_rates
            on shared.commission_plan_id = family_rates.commission_plan_id
            and shared.item_family_id = family_rates.item_family_id
    )

select
    movement,
    source_id,
    invoice_line_id,
    company_id,
    salesperson_id,
    commission_plan_id,
    commission_family_rate_id,
    commission_period_id,
    is_closed,
    period_start,
    period_end,
    earned_on,
    cast(base_amount as decimal(14, 2)) as base_amount,
    cast(sum(base_amount) over in_order as decimal(14, 2)) as base_so_far
from based
where base_amount <> 0
window
    in_order as (
        partition by
            company_id, salesperson_id, commission_plan_id, commission_family_rate_id, period_start
        order by earned_on, invoice_id, invoice_line_id, source_id, movement
        rows between unbounded preceding and current row
    )
