-- Whoever ever bought has one last purchase that no other follows, on or after the first one.
with
    last_purchases as (
        select customer_id, count(*) as purchases, min(last_purchase_on) as last_purchase_on
        from {{ ref('fct_customer_gaps') }}
        where came_back_on is null
        group by customer_id
    )

select first_purchases.customer_id
from {{ ref('fct_first_purchases') }} as first_purchases
full outer join last_purchases on first_purchases.customer_id = last_purchases.customer_id
where
    first_purchases.customer_id is null
    or last_purchases.customer_id is null
    or last_purchases.purchases <> 1
    or last_purchases.last_purchase_on < first_purchases.first_purchase_on
