{# What a run does for a table: it is there, and empty. #}
{% materialization table, adapter='duckdb' %}
    {% set target_relation = this.incorporate(type='table') %}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') %}
        {{ get_assert_columns_equivalent(sql) }}
        insert into {{ target_relation }} {{ get_column_names() }}
        ({{ get_select_subquery(sql) }})
    {% endcall %}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
