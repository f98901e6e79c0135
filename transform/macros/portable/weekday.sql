{# The day of the week, from 1 (Monday) to 7 (Sunday). #}
{% macro weekday(day) -%} {{ return(adapter.dispatch('weekday')(day)) }} {%- endmacro %}

{% macro default__weekday(day) -%} extract(isodow from {{ day }}) {%- endmacro %}

{% macro spark__weekday(day) -%} extract(dayofweek_iso from {{ day }}) {%- endmacro %}
