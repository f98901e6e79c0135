-- What a measure sums is the same in its rollup, in the facts behind it and, where its rollup
-- has one, in the summary.
{% set rollups = [
    ref('rpt_activity_daily'),
    ref('rpt_board_daily'),
    ref('rpt_cash_daily'),
    ref('rpt_commissions_daily'),
    ref('rpt_contracts_daily'),
    ref('rpt_customer_revenue_daily'),
    ref('rpt_documents_daily'),
    ref('rpt_dunning_daily'),
    ref('rpt_ledger_daily'),
    ref('rpt_lost_customers'),
    ref('rpt_new_customers_daily'),
    ref('rpt_orders_daily'),
    ref('rpt_prospecting_daily'),
    ref('rpt_purchases_daily'),
    ref('rpt_quality_daily'),
    ref('rpt_quotes_daily'),
    ref('rpt_revenue_daily'),
    ref('rpt_service_costs_daily'),
    ref('rpt_service_daily'),
    ref('rpt_settlements_daily'),
    ref('rpt_stock_daily'),
    ref('rpt_targets_daily'),
    ref('rpt_workload_daily'),
] %}
with
    sums as (
        {% for model in graph.semantic_models.values() %}
            {% for measure in model.measures %}
                {% set in_summary = measure.config.meta.get('in_summary', true) %}
                {% set summary = model.config.meta.get('summary') if in_summary %}
                {% set rows = measure.config.meta.rows %}
                select
                    '{{ measure.name }}' as measure,
                    (
                        select {{ measure.agg }} ({{ measure.expr or measure.name }})
                        from {{ model.node_relation.relation_name }}
                    ) as rollup,
                    (
                        select sum({{ rows.expr }})
                        from {{ target.database }}.marts.{{ rows.table }}
                        where {{ rows.day }} is not null
                    ) as facts,
                    {% if summary %}
                        (
                            select sum(value)
                            from {{ target.database }}.reports.{{ summary.table }}
                            where dimension = 'all' and measure = '{{ measure.name }}'
                        ) as summary
                    {% else %} cast(null as decimal(18, 2)) as summary
                    {% endif %}
                {% if not loop.last %}
                    union all
                {% endif %}
            {% endfor %}
            {% if not loop.last %}
                union all
            {% endif %}
        {% endfor %}
    )

select measure, rollup, facts, summary
from sums
where
    coalesce(rollup, 0) <> coalesce(facts, 0)
    or (summary is not null and summary <> coalesce(rollup, 0))
