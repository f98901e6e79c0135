with
    instalments as (select * from {{ ref('int_instalments_moved') }}),

    allocations as (select * from {{ ref('stg_sales__payment_allocations') }}),

    payments as (select * from {{ ref('stg_payments__payments') }}),

    settled as (
        select
            instalments.movement,
            instalments.source_id,
            instalments.invoice_id,
            instalments.company_id,
            instalments.agency_id,
            instalments.customer_id,
            instalments.salesperson_id,
            instalments.document_reference,
            instalments.issued_on,
            payments.received_on as paid_on,
            instalments.moved_on as settled_on,
            {{ dbt.datediff('instalments.issued_on', 'payments.received_on', 'day') }} as days,
            - instalments.gross as gross
        from instalments
        inner join allocations on instalments.source_id = allocations.payment_allocation_id
        inner join payments on allocations.payment_id = payments.payment_id
        where
            instalments.movement in ('allocation', 'undoing')
            and instalments.document_kind <> 'credit_note'
    )

select
    movement,
    source_id,
    invoice_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    document_reference,
    issued_on,
    paid_on,
    settled_on,
    cast(days as bigint) as days,
    cast(gross as decimal(14, 2)) as gross,
    cast(gross * days as decimal(18, 2)) as gross_days
from settled
