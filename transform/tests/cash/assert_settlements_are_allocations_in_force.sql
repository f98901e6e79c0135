-- What payments settled of an invoice is what is still allocated of them.
with
    found as (
        select invoice_id, sum(gross) as gross
        from {{ ref('fct_settlements') }}
        group by invoice_id
    ),

    expected as (
        select instalments.invoice_id, sum(allocations.amount) as gross
        from {{ ref('stg_sales__payment_allocations') }} as allocations
        inner join
            {{ ref('stg_sales__instalments') }} as instalments
            on allocations.instalment_id = instalments.instalment_id
        inner join
            {{ ref('stg_sales__invoices') }} as invoices
            on instalments.invoice_id = invoices.invoice_id
        left join
            {{ ref('stg_till__till_receipt_invoices') }} as receipt_invoices
            on instalments.invoice_id = receipt_invoices.invoice_id
        where
            allocations.payment_id is not null
            and allocations.undone_on is null
            and invoices.issued_on is not null
            and invoices.kind <> 'credit_note'
            and receipt_invoices.invoice_id is null
        group by instalments.invoice_id
    )

select
    coalesce(found.invoice_id, expected.invoice_id) as invoice_id,
    expected.gross,
    found.gross as found
from expected
full outer join found on expected.invoice_id = found.invoice_id
where coalesce(expected.gross, 0) <> coalesce(found.gross, 0)
