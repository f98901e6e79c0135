{%- set document_dimensions = ['salesperson', 'customer_status', 'lead_source', 'department'] -%}
{%- set goods_dimensions = ['item_family', 'item_subfamily', 'supplier'] -%}
{%- set service_dimensions = ['customer_status', 'lead_source', 'department', 'service_type'] -%}
{%- set rollups = [
    ('rpt_revenue_daily', document_dimensions + goods_dimensions, {
        'revenue_net': 'net',
        'margin_net': 'margin',
        'discount_net': 'discount',
        'before_discount_net': 'net_before_discount',
    }),
    ('rpt_documents_daily', document_dimensions, {
        'document_net': 'net',
        'purchase_count': 'purchase_count',
    }),
    ('rpt_orders_daily', document_dimensions, {
        'ordered_net': 'ordered_net',
        'backlog_net': 'backlog_net',
        'order_count': 'order_count',
    }),
    ('rpt_cash_daily', document_dimensions, {
        'collected_gross': 'collected_gross',
        'receivable_gross': 'receivable_gross',
        'overdue_gross': 'overdue_gross',
        'overdue_60_gross': 'overdue_60_gross',
    }),
    ('rpt_new_customers_daily', document_dimensions, {'new_customer_count': 'customer_count'}),
    ('rpt_activity_daily', document_dimensions, {
        'active_count': 'active_count',
        'was_active_count': 'was_active_count',
        'retained_count': 'retained_count',
    }),
    ('rpt_settlements_daily', document_dimensions, {
        'settled_gross': 'settled_gross',
        'settled_gross_days': 'settled_gross_days',
    }),
    ('rpt_dunning_daily', document_dimensions, {
        'reminded_gross': 'reminded_gross',
        'recovered_gross': 'recovered_gross',
    }),
    ('rpt_purchases_daily', goods_dimensions, {
        'purchased_net': 'purchased_net',
        'promised_count': 'promised_count',
        'on_time_count': 'on_time_count',
    }),
    ('rpt_stock_daily', goods_dimensions, {
        'stock_amount': 'stock_amount',
        'issued_cost': 'issued_cost',
    }),
    ('rpt_quotes_daily', document_dimensions, {
        'quote_count': 'quote_count',
        'quote_net': 'quote_net',
        'converted_quote_count': 'converted_count',
        'converted_quote_net': 'converted_net',
        'signed_quote_count': 'signed_count',
        'signing_days': 'signing_days',
    }),
    ('rpt_targets_daily', ['salesperson'], {'target_net': 'target_net'}),
    ('rpt_prospecting_daily', document_dimensions, {
        'prospect_count': 'prospect_count',
        'appointment_count': 'appointment_count',
    }),
    ('rpt_service_daily', service_dimensions, {
        'ticket_opened_count': 'opened_count',
        'ticket_resolved_count': 'resolved_count',
        'ticket_resolution_days': 'resolution_days',
        'ticket_visited_count': 'visited_count',
        'ticket_first_visit_count': 'first_visit_count',
    }),
    ('rpt_service_costs_daily', service_dimensions, {'warranty_cost_net': 'warranty_net'}),
    ('rpt_contracts_daily', document_dimensions, {
        'contract_yearly_net': 'yearly_net',
        'contract_term_count': 'term_count',
        'contract_renewed_count': 'renewed_count',
    }),
    ('rpt_quality_daily', document_dimensions, {
        'work_finished_count': 'work_count',
        'work_on_time_count': 'on_time_count',
        'survey_answer_count': 'answer_count',
        'survey_score_total': 'score_total',
    }),
    ('rpt_workload_daily', [], {
        'workload_planned_hours': 'planned_hours',
        'workload_available_hours': 'available_hours',
    }),
] -%}

with
    {% for rollup, dimensions, measures in rollups %}
        {{ rollup }}_cube as ({{ board_cube(rollup, dimensions, measures.values()) }}),
    {% endfor %}

    measures as (
        {% for rollup, dimensions, measures in rollups %}
            {% set is_last = loop.last %}
            {% for measure, column in measures.items() %}
                select
                    '{{ measure }}' as measure,
                    dimension,
                    member,
                    day,
                    company_id,
                    agency_id,
                    {{ column }} as value
                from {{ rollup }}_cube
                {% if not (is_last and loop.last) %}
                    union all
                {% endif %}
            {% endfor %}
        {% endfor %}
    )

select
    dimension, member, measure, day, company_id, agency_id, cast(value as decimal(18, 2)) as value
from measures
where value <> 0 and (dimension = 'all' or member is not null)
order by dimension, member, measure, day
