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
        union all
        {{ board_measure('active_count', 'active_count', ref('rpt_activity_daily')) }}
        union all
        {{ board_measure('was_active_count', 'was_active_count', ref('rpt_activity_daily')) }}
        union all
        {{ board_measure('retained_count', 'retained_count', ref('rpt_activity_daily')) }}
        union all
        {{ board_measure('overdue_60_gross', 'overdue_60_gross', ref('rpt_cash_daily')) }}
        union all
        {{ board_measure('settled_gross', 'settled_gross', ref('rpt_settlements_daily')) }}
        union all
        {{ board_measure('settled_gross_days', 'settled_gross_days', ref('rpt_settlements_daily')) }}
        union all
        {{ board_measure('reminded_gross', 'reminded_gross', ref('rpt_dunning_daily')) }}
        union all
        {{ board_measure('recovered_gross', 'recovered_gross', ref('rpt_dunning_daily')) }}
        union all
        {{ board_measure('purchased_net', 'purchased_net', ref('rpt_purchases_daily')) }}
        union all
        {{ board_measure('promised_count', 'promised_count', ref('rpt_purchases_daily')) }}
        union all
        {{ board_measure('on_time_count', 'on_time_count', ref('rpt_purchases_daily')) }}
        union all
        {{ board_measure('stock_amount', 'stock_amount', ref('rpt_stock_daily')) }}
        union all
        {{ board_measure('issued_cost', 'issued_cost', ref('rpt_stock_daily')) }}
        union all
        {{ board_measure('discount_net', 'discount', ref('rpt_revenue_daily')) }}
        union all
        {{ board_measure('before_discount_net', 'net_before_discount', ref('rpt_revenue_daily')) }}
        union all
        {{ board_measure('order_count', 'order_count', ref('rpt_orders_daily')) }}
        union all
        {{ board_measure('quote_count', 'quote_count', ref('rpt_quotes_daily')) }}
        union all
        {{ board_measure('quote_net', 'quote_net', ref('rpt_quotes_daily')) }}
        union all
        {{ board_measure('converted_quote_count', 'converted_count', ref('rpt_quotes_daily')) }}
        union all
        {{ board_measure('converted_quote_net', 'converted_net', ref('rpt_quotes_daily')) }}
        union all
        {{ board_measure('signed_quote_count', 'signed_count', ref('rpt_quotes_daily')) }}
        union all
        {{ board_measure('signing_days', 'signing_days', ref('rpt_quotes_daily')) }}
        union all
        {{ board_measure('target_net', 'target_net', ref('rpt_targets_daily')) }}
        union all
        {{ board_measure('prospect_count', 'prospect_count', ref('rpt_prospecting_daily')) }}
        union all
        {{ board_measure('appointment_count', 'appointment_count', ref('rpt_prospecting_daily')) }}
        union all
        {{ board_measure('ticket_opened_count', 'opened_count', ref('rpt_service_daily')) }}
        union all
        {{ board_measure('ticket_resolved_count', 'resolved_count', ref('rpt_service_daily')) }}
        union all
        {{ board_measure('ticket_resolution_days', 'resolution_days', ref('rpt_service_daily')) }}
        union all
        {{ board_measure('ticket_visited_count', 'visited_count', ref('rpt_service_daily')) }}
        union all
        {{ board_measure('ticket_first_visit_count', 'first_visit_count', ref('rpt_service_daily')) }}
        union all
        {{ board_measure('warranty_cost_net', 'warranty_net', ref('rpt_service_daily')) }}
        union all
        {{ board_measure('contract_yearly_net', 'yearly_net', ref('rpt_contracts_daily')) }}
        union all
        {{ board_measure('contract_term_count', 'term_count', ref('rpt_contracts_daily')) }}
        union all
        {{ board_measure('contract_renewed_count', 'renewed_count', ref('rpt_contracts_daily')) }}
        union all
        {{ board_measure('work_finished_count', 'work_count', ref('rpt_quality_daily')) }}
        union all
        {{ board_measure('work_on_time_count', 'on_time_count', ref('rpt_quality_daily')) }}
        union all
        {{ board_measure('survey_answer_count', 'answer_count', ref('rpt_quality_daily')) }}
        union all
        {{ board_measure('survey_score_total', 'score_total', ref('rpt_quality_daily')) }}
        union all
        {{ board_measure('workload_planned_hours', 'planned_hours', ref('rpt_workload_daily')) }}
        union all
        {{ board_measure('workload_available_hours', 'available_hours', ref('rpt_workload_daily')) }}
    )

select measure, day, company_id, agency_id, salesperson_id, value
from measures
where value <> 0
order by measure, day
