with
    documents as (select * from {{ ref('int_revenue_documents_united') }}),

    invoice_lines as (select * from {{ ref('stg_sales__invoice_lines') }}),

    receipt_lines as (select * from {{ ref('stg_till__till_receipt_lines') }}),

    united as (
        select
            'invoice' as document_type,
            invoice_line_id as line_id,
            invoice_id as document_id,
            item_id,
            cast(null as bigint) as item_subfamily_id,
            quantity,
            net_before_discount,
            net,
            cost
        from invoice_lines
        where kind = 'item'
        union all
        select
            'till_receipt' as document_type,
            till_receipt_line_id as line_id,
            till_receipt_id as document_id,
            item_id,
            item_subfamily_id,
            quantity,
            net
            + {{ quotient_to_cents(
                '100 * discount_gross', '100 + vat_percentage'
            ) }} as net_before_discount,
            net,
            cost
        from receipt_lines
    )

select
    united.document_type,
    united.line_id,
    united.document_id,
    documents.company_id,
    documents.agency_id,
    documents.customer_id,
    documents.salesperson_id,
    documents.revenue_on,
    united.item_id,
    united.item_subfamily_id,
    cast(documents.direction * united.quantity as decimal(14, 4)) as quantity,
    cast(
        documents.direction * united.net_before_discount as decimal(14, 2)
    ) as net_before_discount,
    cast(documents.direction * united.net as decimal(14, 2)) as net,
    cast(documents.direction * united.cost as decimal(14, 2)) as cost
from united
inner join
    documents
    on united.document_type = documents.document_type
    and united.document_id = documents.document_id
