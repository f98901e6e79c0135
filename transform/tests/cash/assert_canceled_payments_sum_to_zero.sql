-- A canceled payment brings nothing in the end; any other brings its amount.
with
    found as (
        select source_id as payment_id, sum(gross) as gross, count(*) as movements
        from {{ ref('fct_payments') }}
        where movement in ('payment', 'cancellation')
        group by source_id
    )

select payments.payment_id, payments.amount, found.gross
from {{ ref('stg_payments__payments') }} as payments
left join found on payments.payment_id = found.payment_id
where
    found.payment_id is null
    or (found.movements = 2 and found.gross <> 0)
    or (found.movements = 1 and abs(found.gross) <> payments.amount)
