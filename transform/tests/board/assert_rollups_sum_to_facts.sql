-- Every rollup sums to the facts it is made of.
with
    sums as (
        select
            'revenue' as figure,
            (select sum(net) from {{ ref('fct_revenue_lines') }}) as facts,
            (select sum(net) from {{ ref('rpt_revenue_daily') }}) as rollup
        union all
        select
            'margin',
            (select sum(margin) from {{ ref('fct_revenue_lines') }}),
            (select sum(margin) from {{ ref('rpt_revenue_daily') }})
        union all
        select
            'documents',
            (select sum(net) from {{ ref('fct_revenue_documents') }}),
            (select sum(net) from {{ ref('rpt_documents_daily') }})
        union all
        select
            'orders',
            (select sum(net) from {{ ref('fct_order_changes') }}),
            (select sum(ordered_net) from {{ ref('rpt_orders_daily') }})
        union all
        select
            'backlog',
            (select sum(net) from {{ ref('fct_backlog_changes') }}),
            (select sum(backlog_net) from {{ ref('rpt_orders_daily') }})
        union all
        select
            'collected',
            (select sum(gross) from {{ ref('fct_payments') }}),
            (select sum(collected_gross) from {{ ref('rpt_cash_daily') }})
        union all
        select
            'receivables',
            (select sum(gross) from {{ ref('fct_receivable_changes') }}),
            (select sum(receivable_gross) from {{ ref('rpt_cash_daily') }})
        union all
        select
            'overdue',
            (select sum(gross) from {{ ref('fct_overdue_changes') }}),
            (select sum(overdue_gross) from {{ ref('rpt_cash_daily') }})
        union all
        select
            'new customers',
            (select count(*) from {{ ref('fct_first_purchases') }}),
            (select sum(customer_count) from {{ ref('rpt_new_customers_daily') }})
        union all
        select
            'lost revenue',
            (select sum(revenue_12_months) from {{ ref('fct_customer_gaps') }}),
            (select sum(revenue_12_months) from {{ ref('rpt_lost_customers') }})
    )

select figure, facts, rollup
from sums
where coalesce(facts, 0) <> coalesce(rollup, 0)
