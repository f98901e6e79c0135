{# What a run does for a view: it is there already. #}
{% materialization view, adapter='duckdb' %}
    {% call statement('main') %} select 1 {% endcall %}
    {{ return({'relations': [this.incorporate(type='view')]}) }}
{% endmaterialization %}
