{# First name and name of a party, or the name of a company. #}
{% macro full_name(parties) -%}
    trim(
        {{ dbt.concat([
        "coalesce(" ~ parties ~ ".first_name, '')", "' '", parties ~ ".name"
    ]) }}
    )
{%- endmacro %}
