{#
    The views of the staging layer, made all together at the start of a run and in one commit: each
    commit that changes the schema of a lake makes every connection read its catalog again, which
    takes longer than making three hundred views.
#}
{% macro create_staged_views() %}
    {% if execute %}
        begin
        ;
        create schema if not exists {{ target.database }}.staging;
        {% for node in graph.nodes.values() if node.config.materialized == 'staged_view' %}
            create or replace view {{ node.relation_name }} as {{ render(node.raw_code) }};
        {% endfor %}
        commit
    {% endif %}
{% endmacro %}


{# What a run does for one of them: it is there already. #}
{% materialization staged_view, default %}
    {% call statement('main') %} select 1 {% endcall %}
    {{ return({'relations': [this.incorporate(type='view')]}) }}
{% endmaterialization %}
