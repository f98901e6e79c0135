-- The changes of a document sum to its instalments less the allocations in force, and plus what
-- is used
-- of a credit note, whose own amounts are negative.
with
    documents as (
        select invoice_id, case when kind = 'credit_note' then -1 else 1 end as direction
        from {{ ref('stg_sales__invoices') }}
        where issued_on is not null
    ),

    in_force as (
        select * from {{ ref('stg_sales__payment_allocations') }} where undone_on is null
    ),

    instalments as (select * from {{ ref('stg_sales__instalments') }}),

    receipt_invoices as (select * from {{ ref('stg_till__till_receipt_invoices') }}),

    due as (
        select invoice_id, amount as gross
        from instalments
        union all
        select instalments.invoice_id, - in_force.amount as gross
        from in_force
        inner join instalments on in_force.instalment_id = instalments.instalment_id
        union all
        select credit_note_id as invoice_id, - amount as gross
        from in_force
        where credit_note_id is not null
    ),

    expected as (
        select documents.invoice_id, sum(documents.direction * due.gross) as gross
        from documents
        inner join due on documents.invoice_id = due.invoice_id
        left join receipt_invoices on documents.invoice_id = receipt_invoices.invoice_id
        where receipt_invoices.invoice_id is null
        group by documents.invoice_id
    ),

    found as (
        select invoice_id, sum(gross) as gross
        from {{ ref('fct_receivable_changes') }}
        group by invoice_id
    )

select
    coalesce(expected.invoice_id, found.invoice_id) as invoice_id,
    expected.gross,
    found.gross as found
from expected
full outer join found on expected.invoice_id = found.invoice_id
where coalesce(expected.gross, 0) <> coalesce(found.gross, 0)
