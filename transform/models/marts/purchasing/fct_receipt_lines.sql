with
    receipts as (
        select * from {{ ref('stg_purchasing__goods_receipts') }} where issued_at is not null
    ),

    lines as (select * from {{ ref('stg_purchasing__goods_receipt_lines') }}),

    items as (select * from {{ ref('dim_items') }}),

    received as (
        select
            lines.goods_receipt_line_id,
            receipts.goods_receipt_id,
            receipts.company_id,
            receipts.agency_id,
            receipts.supplier_id,
            receipts.reference as receipt_reference,
            receipts.received_on,
            lines.promised_on,
            lines.item_id,
            items.item_subfamily_id,
            lines.quantity,
            lines.net,
            lines.quantity > 0 and lines.promised_on is not null as is_promised
        from lines
        inner join receipts on lines.goods_receipt_id = receipts.goods_receipt_id
        left join items on lines.item_id = items.item_id
    )

select
    goods_receipt_line_id,
    goods_receipt_id,
    company_id,
    agency_id,
    supplier_id,
    receipt_reference,
    received_on,
    promised_on,
    item_id,
    item_subfamily_id,
    quantity,
    net,
    cast(case when is_promised then 1 else 0 end as bigint) as promised,
    cast(
        case when is_promised and received_on <= promised_on then 1 else 0 end as bigint
    ) as on_time
from received
