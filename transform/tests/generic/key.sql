{#
    Rows whose key is not alone, or not whole (unless `may_be_null`), in one pass. The key is the column
    tested, or `columns` where the test is on the model.
#}
{% test key(model, column_name=none, columns=none, may_be_null=false) %}

    {% set key = columns or [column_name] %}
    select {{ key | join(', ') }}, count(*) as row_count
    from {{ model }}
    group by {{ key | join(', ') }}
    having
        count(*) > 1
        {% if not may_be_null %} or {{ key | join(' is null or ') }} is null {% endif %}

{% endtest %}
