with
    measures as (
        {{ board_measure('revenue_net', 'net', ref('rpt_revenue_daily')) }}
        union all
        {{ board_measure('margin_net', 'margin', ref('rpt_revenue_daily')) }}
        union all
        {{ board_measure('document_net', 'net', ref('rpt_documents_daily')) }}
        union all
        {{ board_measure('purchase_count', 'purchase_count', ref('rpt_documents_daily')) }}
        union all
        {{ board_measure('ordered_net', 'ordered_net', ref('rpt_orders_daily')) }}
        union all
        {{ board_measure('backlog_net', 'backlog_net', ref('rpt_orders_daily')) }}
        union all
        {{ board_measure('collected_gross', 'collected_gross', ref('rpt_cash_daily')) }}
        union all
        {{ board_measure('receivable_gross', 'receivable_gross', ref('rpt_cash_daily')) }}
        union all
        {{ board_measure('overdue_gross', 'overdue_gross', ref('rpt_cash_daily')) }}
        union all
        {{ board_measure('new_customer_count', 'customer_count', ref('rpt_new_customers_daily')) }}
    )

select measure, day, company_id, agency_id, salesperson_id, value
from measures
where value <> 0
order by measure, day
