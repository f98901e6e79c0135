{#
    Views and tables replaced in place, each statement its own transaction (the profile disables those
    of dbt). DuckLake (extension 1.5.5) forgets between two statements of a transaction which schema it
    puts a new table or view in, when another connection of the process commits meanwhile: a renamed or
    replaced one could end under another schema. A single statement is safe. Readers are not concerned:
    they read what was published (see `publish`).
#}
{% materialization view, adapter='duckdb' %}
    {% set target_relation = this.incorporate(type='view') %}
    {% do drop_other_type(target_relation) %}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') %}
        create or replace view {{ target_relation }} as ({{ sql }})
    {% endcall %}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{% materialization table, adapter='duckdb' %}
    {% set target_relation = this.incorporate(type='table') %}
    {% do drop_other_type(target_relation) %}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') %}
        {% if config.get('contract').enforced %}
            {{ get_assert_columns_equivalent(sql) }}
            create or replace table {{ target_relation }} {{ get_table_columns_and_constraints() }};
            insert into {{ target_relation }} {{ get_column_names() }}
            ({{ get_select_subquery(sql) }})
        {% else %}
            create or replace table {{ target_relation }} as ({{ sql }})
        {% endif %}
    {% endcall %}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{# A view whose model becomes a table, or the opposite, cannot be replaced: it is dropped first. #}
{% macro drop_other_type(target_relation) %}
    {% set existing_relation = load_cached_relation(target_relation) %}
    {% if existing_relation is not none and existing_relation.type != target_relation.type %}
        {% do adapter.drop_relation(existing_relation) %}
    {% endif %}
{% endmacro %}
