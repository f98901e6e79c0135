select
    movement,
    source_id,
    instalment_id,
    invoice_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    document_reference,
    due_on,
    greatest(moved_on, {{ add_days('due_on', 1) }}) as changed_on,
    greatest(moved_on, {{ add_days('due_on', 31) }}) as overdue_30_on,
    greatest(moved_on, {{ add_days('due_on', 61) }}) as overdue_60_on,
    greatest(moved_on, {{ add_days('due_on', 91) }}) as overdue_90_on,
    gross
from {{ ref('int_instalments_moved') }}
where document_kind <> 'credit_note'
