with
    instalments as (
        select
            movement,
            source_id,
            invoice_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            document_kind,
            document_reference,
            moved_on,
            case when document_kind = 'credit_note' then - gross else gross end as gross
        from {{ ref('int_instalments_moved') }}
    ),

    credits as (
        select
            movement,
            source_id,
            invoice_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            document_kind,
            document_reference,
            moved_on,
            gross
        from {{ ref('int_credits_allocated') }}
    ),

    united as (
        select *
        from instalments
        union all
        select *
        from credits
    )

select
    movement,
    source_id,
    invoice_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    document_kind,
    document_reference,
    moved_on as changed_on,
    cast(gross as decimal(14, 2)) as gross
from united
