{#
    The choices of one filter: the value (as text), the code people type, what they read, and the value
    it goes under in its own filter.
#}
{% macro filter_options(dimension, key, code, label, relation, parent='null') -%}
    select distinct
        '{{ dimension }}' as dimension,
        cast({{ key }} as {{ dbt.type_string() }}) as value,
        {{ code }} as code,
        {{ label }} as label,
        cast({{ parent }} as {{ dbt.type_string() }}) as parent
    from {{ relation }}
    where {{ key }} is not null
{%- endmacro %}
