with
    revisions as (
        select
            quote_id,
            coalesce(root_id, quote_id) as offer_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            reference,
            revision,
            coalesce(first_sent_on, sent_on) as first_sent_on,
            accepted_on,
            net
        from {{ ref('stg_sales__quotes') }}
        where sent_on is not null and not is_template
    ),

    offers as (
        select
            offer_id,
            min(first_sent_on) as first_sent_on,
            max(accepted_on) as accepted_on,
            max(case when accepted_on is null then 0 else 1 end) as accepted_count
        from revisions
        group by offer_id
    ),

    ranked as (
        select
            quote_id,
            offer_id,
            company_id,
            agency_id,
            customer_id,
            salesperson_id,
            reference,
            revision,
            net,
            row_number() over (
                partition by offer_id order by revision desc, quote_id desc
            ) as recency
        from revisions
    )

select
    ranked.offer_id,
    ranked.quote_id,
    ranked.company_id,
    ranked.agency_id,
    ranked.customer_id,
    ranked.salesperson_id,
    ranked.reference as quote_reference,
    ranked.revision,
    offers.first_sent_on,
    offers.accepted_on,
    cast(
        {{ dbt.datediff('offers.first_sent_on', 'offers.accepted_on', 'day') }} as integer
    ) as signing_days,
    offers.accepted_count,
    cast(ranked.net as decimal(14, 2)) as net,
    cast(offers.accepted_count * ranked.net as decimal(14, 2)) as accepted_net
from ranked
inner join offers on ranked.offer_id = offers.offer_id
where ranked.recency = 1
