-- A line that counts on the day of its invoice counts for its net or its margin; one that counts
-- as it
-- is paid, for its net once all that was due is received, if its plan never changed.
with
    plans as (select * from {{ ref('stg_sales__commission_plans') }}),

    revenue_lines as (
        select * from {{ ref('fct_revenue_lines') }} where document_type = 'invoice'
    ),

    due as (
        select invoice_id, sum(gross) as gross
        from {{ ref('fct_receivable_changes') }}
        where movement = 'issue' and document_kind <> 'credit_note'
        group by invoice_id
    ),

    received as (
        select invoice_id, sum(gross) as gross
        from {{ ref('fct_settlements') }}
        group by invoice_id
    ),

    paid_whole as (
        select due.invoice_id
        from due
        inner join received on due.invoice_id = received.invoice_id and due.gross = received.gross
    ),

    one_plan as (
        select salesperson_id, min(valid_from) as valid_from
        from {{ ref('stg_sales__commission_assignments') }}
        group by salesperson_id
        having count(*) = 1 and count(valid_to) = 0
    ),

    based as (
        select
            lines.salesperson_id,
            lines.invoice_line_id,
            lines.invoice_id,
            plans.base,
            sum(lines.base_amount) as base_amount
        from {{ ref('fct_commission_lines') }} as lines
        inner join plans on lines.commission_plan_id = plans.commission_plan_id
        group by lines.salesperson_id, lines.invoice_line_id, lines.invoice_id, plans.base
    )

select based.*, revenue_lines.net, revenue_lines.margin
from based
inner join revenue_lines on based.invoice_line_id = revenue_lines.line_id
left join one_plan on based.salesperson_id = one_plan.salesperson_id
left join paid_whole on based.invoice_id = paid_whole.invoice_id
where
    (based.base = 'revenue' and based.base_amount <> revenue_lines.net)
    or (based.base = 'margin' and based.base_amount <> revenue_lines.margin)
    or (
        based.base = 'cash'
        and paid_whole.invoice_id is not null
        and one_plan.valid_from <= revenue_lines.revenue_on
        and based.base_amount <> revenue_lines.net
    )
