with
    credit_notes as (
        select *
        from {{ ref('stg_sales__invoices') }}
        where kind = 'credit_note' and issued_on is not null
    ),

    allocations as (
        select * from {{ ref('stg_sales__payment_allocations') }} where credit_note_id is not null
    ),

    movements as (
        select
            'credit' as movement,
            payment_allocation_id as source_id,
            credit_note_id,
            allocated_on as moved_on,
            amount
        from allocations
        union all
        select
            'credit_undoing' as movement,
            payment_allocation_id as source_id,
            credit_note_id,
            undone_on as moved_on,
            - amount as amount
        from allocations
        where undone_on is not null
    )

select
    movements.movement,
    movements.source_id,
    credit_notes.invoice_id,
    credit_notes.company_id,
    credit_notes.agency_id,
    credit_notes.customer_id,
    credit_notes.salesperson_id,
    credit_notes.kind as document_kind,
    credit_notes.reference as document_reference,
    greatest(movements.moved_on, credit_notes.issued_on) as moved_on,
    cast(movements.amount as decimal(14, 2)) as gross
from movements
inner join credit_notes on movements.credit_note_id = credit_notes.invoice_id
