{#
    Readers show the last snapshot published, so that a build under way or failed is never seen. A run
    is recorded when it starts; it is published when every model was built and nothing failed, if the
    raw tables are still those it started from. What stays recorded and unpublished was broken off, or
    failed: its tables follow no load until a whole build is published.
#}
{% macro runs() %} {{ return(target.database ~ '.reports.runs') }}{% endmacro %}


{% macro record_run() %}
    {% if execute %}
        create schema if not exists {{ target.database }}.reports;
        create table if not exists {{ runs() }} (
            run_id varchar, loaded_at timestamptz, snapshot_id bigint, published_at timestamptz
        );
        insert into {{ runs() }}
        select '{{ invocation_id }}', taken_at, null, null from {{ source('load', 'load_watermark') }}
    {% endif %}
{% endmacro %}


{% macro publish_run(results) %}
    {% set failed = results | rejectattr('status', 'in', ['success', 'pass', 'warn', 'no-op']) %}
    {% if execute and not failed | list %}
        {% if is_whole_build(results) %}
            {% do refuse_if_loaded_meanwhile() %}
            update {{ runs() }}
            set
                snapshot_id = (select id from {{ target.database }}.current_snapshot()),
                published_at = {{ dbt.current_timestamp() }}
            where run_id = '{{ invocation_id }}';
            delete from {{ runs() }}
            where snapshot_id is null
        {% else %} delete from {{ runs() }} where run_id = '{{ invocation_id }}'
        {% endif %}
    {% endif %}
{% endmacro %}


{# Whether every model is among those built. #}
{% macro is_whole_build(results) %}
    {% set built = results | map(attribute='node') | selectattr('resource_type', 'equalto', 'model') %}
    {% set models = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') %}
    {{ return(built | list | length == models | list | length) }}
{% endmacro %}


{% macro refuse_if_loaded_meanwhile() %}
    {% set query %}
        select count(*)
        from {{ runs() }} as runs
        inner join {{ source('load', 'load_watermark') }} as watermark
            on runs.loaded_at = watermark.taken_at
        where runs.run_id = '{{ invocation_id }}'
    {% endset %}
    {% if run_query(query).columns[0].values()[0] == 0 %}
        {{ exceptions.raise_compiler_error('A load ended during this build: build again') }}
    {% endif %}
{% endmacro %}
