-- The summary of the board has the totals of the rollups it is made of.
with
    rollups as (
        select 'revenue_net' as measure, sum(net) as value
        from {{ ref('rpt_revenue_daily') }}
        union all
        select 'margin_net', sum(margin)
        from {{ ref('rpt_revenue_daily') }}
        union all
        select 'document_net', sum(net)
        from {{ ref('rpt_documents_daily') }}
        union all
        select 'purchase_count', sum(purchase_count)
        from {{ ref('rpt_documents_daily') }}
        union all
        select 'ordered_net', sum(ordered_net)
        from {{ ref('rpt_orders_daily') }}
        union all
        select 'backlog_net', sum(backlog_net)
        from {{ ref('rpt_orders_daily') }}
        union all
        select 'collected_gross', sum(collected_gross)
        from {{ ref('rpt_cash_daily') }}
        union all
        select 'receivable_gross', sum(receivable_gross)
        from {{ ref('rpt_cash_daily') }}
        union all
        select 'overdue_gross', sum(overdue_gross)
        from {{ ref('rpt_cash_daily') }}
        union all
        select 'new_customer_count', sum(customer_count)
        from {{ ref('rpt_new_customers_daily') }}
    ),

    board as (
        select measure, sum(value) as value from {{ ref('rpt_board_daily') }} group by measure
    )

select coalesce(rollups.measure, board.measure) as measure, rollups.value, board.value as board
from rollups
full outer join board on rollups.measure = board.measure
where coalesce(rollups.value, 0) <> coalesce(board.value, 0)
