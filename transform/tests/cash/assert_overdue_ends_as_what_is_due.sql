-- Once every due date is past, what is late on an invoice is what is due on it.
with
    late as (
        select invoice_id, sum(gross) as gross
        from {{ ref('fct_overdue_changes') }}
        group by invoice_id
    ),

    due as (
        select invoice_id, sum(gross) as gross
        from {{ ref('fct_receivable_changes') }}
        where document_kind <> 'credit_note'
        group by invoice_id
    )

select
    coalesce(late.invoice_id, due.invoice_id) as invoice_id, late.gross as late, due.gross as due
from late
full outer join due on late.invoice_id = due.invoice_id
where coalesce(late.gross, 0) <> coalesce(due.gross, 0)
