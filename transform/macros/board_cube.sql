{# Sums of a rollup by day, company and agency: of all, and by the members of each dimension in turn. #}
{% macro board_cube(rollup, dimensions, columns) -%}
    {%- set keys = [] -%}
    {%- for dimension in dimensions -%}
        {%- do keys.append(dimension if dimension == 'department' else dimension ~ '_id') -%}
    {%- endfor -%}
    select
        day,
        company_id,
        agency_id,
        {% if keys -%}
            case
                {% for key in keys -%}
                    when grouping({{ key }}) = 0 then '{{ dimensions[loop.index0] }}'
                {% endfor -%}
                else 'all'
            end
        {%- else -%} 'all'
        {%- endif %} as dimension,
        coalesce(
            {% for key in keys %}cast({{ key }} as varchar), {% endfor %} cast(null as varchar)
        ) as member,
        {% for column in columns -%}
            sum({{ column }}) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref(rollup) }}
    group by
        grouping sets (
            (day, company_id, agency_id)
            {%- for key in keys %}, (day, company_id, agency_id, {{ key }}){% endfor %}
        )
{%- endmacro %}
