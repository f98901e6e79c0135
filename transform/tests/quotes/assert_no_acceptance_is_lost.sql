-- As many offers accepted each day as revisions, templates apart.
with
    expected as (
        select accepted_on, count(*) as quotes
        from {{ ref('stg_sales__quotes') }}
        where accepted_on is not null and not is_template
        group by accepted_on
    ),

    found as (
        select accepted_on, count(*) as quotes
        from {{ ref('fct_quotes') }}
        where accepted_on is not null
        group by accepted_on
    )

select
    coalesce(expected.accepted_on, found.accepted_on) as accepted_on,
    expected.quotes,
    found.quotes as found
from expected
full outer join found on expected.accepted_on = found.accepted_on
where coalesce(expected.quotes, 0) <> coalesce(found.quotes, 0)
