-- Every rollup sums to the facts it is made of.
with
    sums as (
        select
            'revenue' as figure,
            (select sum(net) from {{ ref('fct_revenue_lines') }}) as facts,
            (select sum(net) from {{ ref('rpt_revenue_daily') }}) as rollup
        union all
        select
            'margin' as figure,
            (select sum(margin) from {{ ref('fct_revenue_lines') }}) as facts,
            (select sum(margin) from {{ ref('rpt_revenue_daily') }}) as rollup
        union all
        select
            'documents' as figure,
            (select sum(net) from {{ ref('fct_revenue_documents') }}) as facts,
            (select sum(net) from {{ ref('rpt_documents_daily') }}) as rollup
        union all
        select
            'orders' as figure,
            (select sum(net) from {{ ref('fct_order_changes') }}) as facts,
            (select sum(ordered_net) from {{ ref('rpt_orders_daily') }}) as rollup
        union all
        select
            'backlog' as figure,
            (select sum(net) from {{ ref('fct_backlog_changes') }}) as facts,
            (select sum(backlog_net) from {{ ref('rpt_orders_daily') }}) as rollup
        union all
        select
            'collected' as figure,
            (select sum(gross) from {{ ref('fct_payments') }}) as facts,
            (select sum(collected_gross) from {{ ref('rpt_cash_daily') }}) as rollup
        union all
        select
            'receivables' as figure,
            (select sum(gross) from {{ ref('fct_receivable_changes') }}) as facts,
            (select sum(receivable_gross) from {{ ref('rpt_cash_daily') }}) as rollup
        union all
        select
            'overdue' as figure,
            (select sum(gross) from {{ ref('fct_overdue_changes') }}) as facts,
            (select sum(overdue_gross) from {{ ref('rpt_cash_daily') }}) as rollup
        union all
        select
            'new customers',
            (select count(*) from {{ ref('fct_first_purchases') }}) as facts,
            (select sum(customer_count) from {{ ref('rpt_new_customers_daily') }}) as rollup
        union all
        select
            'lost revenue',
            (select sum(revenue_12_months) from {{ ref('fct_customer_gaps') }}) as facts,
            (select sum(revenue_12_months) from {{ ref('rpt_lost_customers') }}) as rollup
    )

select figure, facts, rollup
from sums
where coalesce(facts, 0) <> coalesce(rollup, 0)
