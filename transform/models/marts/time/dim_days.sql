with
    spine as (
        {{ dbt.date_spine(
            'day',
            "cast('" ~ var('first_day') ~ "' as date)",
            "cast('" ~ var('end_day') ~ "' as date)",
        ) }}
    ),

    days as (select cast(date_day as date) as day from spine)

select
    day,
    cast({{ dbt.date_trunc('month', 'day') }} as date) as month_start,
    cast({{ dbt.date_trunc('year', 'day') }} as date) as year_start
from days
