{# A measure of a rollup, by day, company, agency and salesperson: rows of the summary of the board. #}
{% macro board_measure(measure, column, rollup) -%}
    select
        '{{ measure }}' as measure,
        day,
        company_id,
        agency_id,
        salesperson_id,
        cast(sum({{ column }}) as decimal(18, 2)) as value
    from {{ rollup }}
    group by day, company_id, agency_id, salesperson_id
{%- endmacro %}
