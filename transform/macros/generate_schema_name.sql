{# A layer is a schema of the lake: staging, intermediate, marts, reports. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
