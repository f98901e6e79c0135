{# Date arithmetic, whose spelling and result type differ between engines. All give a date. #}
{# A number of days later (or before). #}
{% macro add_days(day, days) -%}
    {{ return(adapter.dispatch('add_days')(day, days)) }}
{%- endmacro %}

{% macro default__add_days(day, days) -%}
    cast({{ dbt.dateadd('day', days, day) }} as date)
{%- endmacro %}

{% macro spark__add_days(day, days) -%} date_add({{ day }}, {{ days }}) {%- endmacro %}


{# The same day a number of months later (or before), clipped to the end of the month. #}
{% macro add_months(day, months) -%}
    {{ return(adapter.dispatch('add_months')(day, months)) }}
{%- endmacro %}

{% macro default__add_months(day, months) -%}
    cast({{ dbt.dateadd('month', months, day) }} as date)
{%- endmacro %}

{% macro spark__add_months(day, months) -%} add_months({{ day }}, {{ months }}) {%- endmacro %}
