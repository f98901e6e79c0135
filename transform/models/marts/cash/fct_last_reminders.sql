with
    notices as (select * from {{ ref('stg_sales__dunning_notices') }} where sent_on is not null),

    ranked as (
        select
            customer_id,
            sent_on,
            level,
            row_number() over (
                partition by customer_id order by sent_on desc, dunning_notice_id desc
            ) as place_from_the_last
        from notices
    )

select customer_id, sent_on as last_reminded_on, cast(level as bigint) as level
from ranked
where place_from_the_last = 1
