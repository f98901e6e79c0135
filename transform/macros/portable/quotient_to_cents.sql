{#
    A quotient in euros, rounded to the cent, half a cent away from zero. Cents are rounded as a whole
    number, so that half a cent is told exactly even where the division gives a binary fraction.
#}
{% macro quotient_to_cents(numerator, denominator) -%}
    cast(round(100 * ({{ numerator }}) / ({{ denominator }})) / 100 as decimal(14, 2))
{%- endmacro %}
