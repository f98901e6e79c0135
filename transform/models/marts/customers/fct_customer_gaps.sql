with
    gaps as (
        select *
        from {{ ref('int_purchase_days_chained') }}
        where came_back_on is null or came_back_on > lost_on
    ),

    documents as (
        select * from {{ ref('int_revenue_documents_united') }} where customer_id is not null
    ),

    last_revenue as (
        select
            gaps.customer_id,
            gaps.purchased_on,
            sum(documents.net) as ever,
            sum(
                case
                    when documents.revenue_on > {{ add_months('gaps.purchased_on', -12) }}
                    then documents.net
                    else 0
                end
            ) as net
        from gaps
        inner join
            documents
            on gaps.customer_id = documents.customer_id
            and gaps.purchased_on >= documents.revenue_on
        group by gaps.customer_id, gaps.purchased_on
    )

select
    gaps.company_id,
    gaps.customer_id,
    gaps.purchased_on as last_purchase_on,
    gaps.lost_on,
    gaps.came_back_on,
    cast(last_revenue.net as decimal(18, 2)) as revenue_12_months,
    cast(last_revenue.ever as decimal(18, 2)) as revenue_ever
from gaps
inner join
    last_revenue
    on gaps.customer_id = last_revenue.customer_id
    and gaps.purchased_on = last_revenue.purchased_on
