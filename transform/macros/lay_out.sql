{# The models of the run, and every view on raw tables, which cost nothing. #}
{% macro is_laid_out(node) %}
    {{
        return(
            node.resource_type == 'model'
            and (node.unique_id in selected_resources or node.schema == 'staging')
        )
    }}
{% endmacro %}


{# A view whose model becomes a table, or the opposite, cannot be replaced: it is dropped first. #}
{% macro drop_other_type(node) %}
    {% set relation = api.Relation.create(
        database=node.database, schema=node.schema, identifier=node.alias
    ) %}
    {% set existing = load_cached_relation(relation) %}
    {% if existing is not none and existing.type != node.config.materialized %}
        {% do adapter.drop_relation(existing) %}
    {% endif %}
{% endmacro %}


{#
    A view after those it reads, as a lake wants them. dbt refuses `ref` in a hook, which no model
    depends on: the names of the tables take its place in the text, as sqlfmt writes it.
#}
{% macro make_view(node, views, made) %}
    {% if node.unique_id not in made %}
        {% do made.append(node.unique_id) %}
        {% for other in views if other.unique_id in node.depends_on.nodes %}
            {{ make_view(other, views, made) }}
        {% endfor %}
        {% set text = namespace(sql=node.raw_code) %}
        {% for id in node.depends_on.nodes if id in graph.nodes %}
            {% set read = graph.nodes[id] %}
            {% set text.sql = text.sql | replace(
                "{{ ref('" ~ read.name ~ "') }}", read.relation_name
            ) %}
        {% endfor %}
        create or replace view {{ node.relation_name }} as ({{ render(text.sql) }});
    {% endif %}
{% endmacro %}


{#
    Tables and views are made all together at the start of a run, and in one commit: each commit that
    changes the schema of a lake makes every connection read its catalog again, which takes longer than
    most models. The tables are empty until their models fill them; readers are not concerned, as they
    read what was published (see `publish`), and what follows loads starts again from a run that was
    broken off (see `record_run`).

    A single transaction, before any other connection of the process works: DuckLake (extension 1.5.5)
    forgets between two statements which schema it puts a new table in, when another commits meanwhile.
#}
{% macro lay_out() %}
    {% if execute %}
        {% set tables, views = [], [] %}
        {% for node in graph.nodes.values() if is_laid_out(node) %}
            {% do drop_other_type(node) %}
            {% do (tables if node.config.materialized == 'table' else views).append(node) %}
        {% endfor %}
        begin
        ;
        {% for schema in (tables + views) | map(attribute='schema') | unique %}
            create schema if not exists {{ target.database }}.{{ schema }};
        {% endfor %}
        {% for node in tables %}
            create or replace table {{ node.relation_name }} (
            {{ adapter.render_raw_columns_constraints(raw_columns=node.columns) | join(', ') }}
            );
        {% endfor %}
        {% set made = [] %}
        {% for node in views %} {{ make_view(node, views, made) }} {% endfor %}
        commit
    {% endif %}
{% endmacro %}
