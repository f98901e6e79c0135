{#
    The first day from which a day so many months before is the given one or a later one. It is the day
    that many months later, or the day after where that day is clipped to the end of its month.
#}
{% macro first_day_months_after(day, months) -%}
    greatest(
        {{ add_months(day, months) }}, {{ add_days(add_months(add_days(day, -1), months), 1) }}
    )
{%- endmacro %}
