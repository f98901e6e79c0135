{#
    What a plan gives for a total, rounded to the cent; `band` is the join to the last band that starts
    below it. A band holds its own end, not its start; a total of nothing or less is in the band of the
    first cent.
#}
{% macro commission_of(total, band) %}
    round(
        case
            when banded_plans.commission_plan_id is null
            then {{ total }} * coalesce(family_rates.rate, plans.rate)
            when plans.band_kind = 'marginal'
            then
                {{ total }} * plans.rate + coalesce(
                    {{ band }}.added_below
                    + {{ band }}.added_rate
                    * (
                        least({{ total }}, coalesce({{ band }}.up_to, {{ total }}))
                        - {{ band }}.starts_from
                    ),
                    0
                )
            when {{ band }}.up_to < greatest({{ total }}, 0.01)
            then {{ total }} * plans.rate
            else {{ total }} * coalesce({{ band }}.rate, plans.rate)
        end
        * 0.01,
        2
    )
{% endmacro %}


{# The join to that band. #}
{% macro is_last_band_below(total, band) %}
    banded_plans.commission_plan_id = {{ band }}.commission_plan_id
    and greatest({{ total }}, 0.01) > {{ band }}.starts_from
    and (
        {{ band }}.next_starts_from is null
        or greatest({{ total }}, 0.01) <= {{ band }}.next_starts_from
    )
{% endmacro %}
