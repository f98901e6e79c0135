with
    documents as (
        select *
        from {{ ref('int_revenue_documents_united') }}
        where document_type = 'invoice' and salesperson_id is not null
    ),

    invoices as (select * from {{ ref('stg_sales__invoices') }}),

    moved as (select * from {{ ref('int_instalments_moved') }}),

    allocations as (
        select * from {{ ref('stg_sales__payment_allocations') }} where payment_id is not null
    ),

    periods as (select * from {{ ref('stg_sales__commission_periods') }}),

    due as (
        select invoice_id, sum(gross) as gross
        from moved
        where movement = 'issue'
        group by invoice_id
    ),

    events as (
        select
            'issue' as movement,
            documents.document_id as source_id,
            documents.document_id as invoice_id,
            documents.company_id,
            documents.salesperson_id,
            documents.revenue_on as happened_on,
            documents.revenue_on as planned_on,
            invoices.issued_at as recorded_at,
            case when due.gross is null and documents.direction = 1 then 1 else 0 end as received,
            coalesce(due.gross, 1) as due_gross
        from documents
        inner join invoices on documents.document_id = invoices.invoice_id
        left join due on documents.document_id = due.invoice_id
        union all
        select
            moved.movement,
            moved.source_id,
            documents.document_id as invoice_id,
            documents.company_id,
            documents.salesperson_id,
            moved.moved_on as happened_on,
            greatest(allocations.allocated_on, documents.revenue_on) as planned_on,
            case
                when moved.movement = 'undoing'
                then allocations.undone_at
                else allocations.created_at
            end as recorded_at,
            - moved.gross as received,
            due.gross as due_gross
        from moved
        inner join allocations on moved.source_id = allocations.payment_allocation_id
        inner join documents on moved.invoice_id = documents.document_id
        inner join due on moved.invoice_id = due.invoice_id
        where moved.movement in ('allocation', 'undoing')
    ),

    counted as (
        select
            events.movement,
            events.source_id,
            events.invoice_id,
            events.company_id,
            events.salesperson_id,
            events.happened_on,
            events.planned_on,
            events.received,
            events.due_gross,
            coalesce({{ add_days('max(closed.ends_on)', 1) }}, events.happened_on) as earned_on
        from events
        left join
            periods as closed
            on events.company_id = closed.company_id
            and events.happened_on <= closed.ends_on
            and events.recorded_at > closed.closed_at
        group by
            events.movement,
            events.source_id,
            events.invoice_id,
            events.company_id,
            events.salesperson_id,
            events.happened_on,
            events.planned_on,
            events.received,
            events.due_gross
    )

select
    counted.movement,
    counted.source_id,
    counted.invoice_id,
    counted.company_id,
    counted.salesperson_id,
    counted.planned_on,
    counted.earned_on,
    periods.commission_period_id,
    periods.closed_at is not null as is_closed,
    coalesce(
        periods.starts_on, cast({{ dbt.date_trunc('month', 'counted.earned_on') }} as date)
    ) as period_start,
    coalesce(periods.ends_on, {{ dbt.last_day('counted.earned_on', 'month') }}) as period_end,
    cast(counted.received as decimal(14, 2)) as received,
    cast(
        sum(counted.received) over (
            partition by counted.salesperson_id, counted.invoice_id
            order by counted.earned_on, counted.source_id, counted.movement
            rows between unbounded preceding and current row
        ) as decimal(14, 2)
    ) as received_so_far,
    cast(counted.due_gross as decimal(14, 2)) as due_gross
from counted
left join
    periods
    on counted.company_id = periods.company_id
    and counted.earned_on between periods.starts_on and periods.ends_on
