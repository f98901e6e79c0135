-- The lines of a receipt sum to its net amount.
with
    lines as (
        select goods_receipt_id, sum(net) as net
        from {{ ref('fct_receipt_lines') }}
        group by goods_receipt_id
    ),

    receipts as (
        select * from {{ ref('stg_purchasing__goods_receipts') }} where issued_at is not null
    )

select receipts.goods_receipt_id, receipts.net, lines.net as net_of_lines
from receipts
full outer join lines on receipts.goods_receipt_id = lines.goods_receipt_id
where receipts.net is null or receipts.net <> coalesce(lines.net, 0)
