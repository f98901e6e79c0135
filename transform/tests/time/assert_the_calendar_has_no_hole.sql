-- As many days as from the first to the last, both counted.
select min(day) as first_day, max(day) as last_day, count(*) as days
from {{ ref('dim_days') }}
having count(*) <> {{ dbt.datediff('min(day)', 'max(day)', 'day') }} + 1
