{# The sum of an amount over the rows of one kind, zero where there is none. #}
{% macro sum_of_kind(column, kind, amount) -%}
    cast(sum(case when {{ column }} = '{{ kind }}' then {{ amount }} else 0 end) as decimal(18, 2))
{%- endmacro %}
