with
    invoices as (select * from {{ ref('stg_sales__invoices') }} where issued_on is not null),

    instalments as (select * from {{ ref('stg_sales__instalments') }}),

    allocations as (select * from {{ ref('stg_sales__payment_allocations') }}),

    receipt_invoices as (select * from {{ ref('stg_till__till_receipt_invoices') }}),

    due as (
        select
            instalments.instalment_id,
            instalments.due_on,
            instalments.amount,
            invoices.invoice_id,
            invoices.company_id,
            invoices.agency_id,
            invoices.customer_id,
            invoices.salesperson_id,
            invoices.reference as document_reference,
            invoices.kind as document_kind,
            invoices.issued_on
        from instalments
        inner join invoices on instalments.invoice_id = invoices.invoice_id
        left join receipt_invoices on invoices.invoice_id = receipt_invoices.invoice_id
        where receipt_invoices.invoice_id is null
    ),

    movements as (
        select
            'issue' as movement,
            instalment_id as source_id,
            instalment_id,
            issued_on as moved_on,
            amount
        from due
        union all
        select
            'allocation' as movement,
            payment_allocation_id as source_id,
            instalment_id,
            allocated_on as moved_on,
            - amount as amount
        from allocations
        union all
        select
            'undoing' as movement,
            payment_allocation_id as source_id,
            instalment_id,
            undone_on as moved_on,
            amount
        from allocations
        where undone_on is not null
    )

select
    movements.movement,
    movements.source_id,
    due.instalment_id,
    due.invoice_id,
    due.company_id,
    due.agency_id,
    due.customer_id,
    due.salesperson_id,
    due.document_kind,
    due.document_reference,
    due.issued_on,
    due.due_on,
    greatest(movements.moved_on, due.issued_on) as moved_on,
    cast(movements.amount as decimal(14, 2)) as gross
from movements
inner join due on movements.instalment_id = due.instalment_id
