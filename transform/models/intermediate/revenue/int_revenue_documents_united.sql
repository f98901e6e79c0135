with
    invoices as (select * from {{ ref('stg_sales__invoices') }}),

    receipts as (select * from {{ ref('int_till_receipts_counted') }}),

    receipt_invoices as (select * from {{ ref('stg_till__till_receipt_invoices') }}),

    counted_invoices as (
        select
            'invoice' as document_type,
            invoices.invoice_id as document_id,
            invoices.company_id,
            invoices.agency_id,
            invoices.customer_id,
            invoices.salesperson_id,
            invoices.sales_order_id,
            invoices.kind as document_kind,
            invoices.reference as document_reference,
            invoices.issued_on as revenue_on,
            invoices.kind <> 'credit_note' as is_purchase,
            case when invoices.kind = 'credit_note' then -1 else 1 end as direction,
            invoices.net
        from invoices
        left join invoices as corrected on invoices.corrects_id = corrected.invoice_id
        left join receipt_invoices on invoices.invoice_id = receipt_invoices.invoice_id
        where
            invoices.issued_on is not null
            and invoices.kind <> 'down_payment'
            and (corrected.kind is null or corrected.kind <> 'down_payment')
            and receipt_invoices.invoice_id is null
    ),

    counted_receipts as (
        select
            'till_receipt' as document_type,
            till_receipt_id as document_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            cast(null as bigint) as sales_order_id,
            kind as document_kind,
            reference as document_reference,
            business_date as revenue_on,
            kind = 'sale' as is_purchase,
            1 as direction,
            net
        from receipts
    ),

    united as (
        select *
        from counted_invoices
        union all
        select *
        from counted_receipts
    )

select
    document_type,
    document_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    sales_order_id,
    document_kind,
    document_reference,
    revenue_on,
    is_purchase,
    direction,
    cast(direction * net as decimal(14, 2)) as net
from united
