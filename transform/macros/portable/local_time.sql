{# What clocks in a time zone (its IANA name) show at an instant: a timestamp without zone. #}
{% macro local_time(instant, time_zone) -%}
    {{ return(adapter.dispatch('local_time')(instant, time_zone)) }}
{%- endmacro %}

{% macro default__local_time(instant, time_zone) -%}
    ({{ instant }} at time zone {{ time_zone }})
{%- endmacro %}

{% macro spark__local_time(instant, time_zone) -%}
    from_utc_timestamp({{ instant }}, {{ time_zone }})
{%- endmacro %}


{# Minutes since midnight of a time, or of a timestamp without zone. #}
{% macro minute_of_day(clock) -%}
    (extract(hour from {{ clock }}) * 60 + extract(minute from {{ clock }}))
{%- endmacro %}
