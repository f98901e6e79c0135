with
    documents as (select * from {{ ref('int_revenue_documents_united') }}),

    parameters as (
        select * from {{ ref('stg_core__parameters') }} where code = 'lost_after_months'
    ),

    purchase_days as (
        select distinct company_id, customer_id, revenue_on as purchased_on
        from documents
        where is_purchase and customer_id is not null
    ),

    chained as (
        select
            company_id,
            customer_id,
            purchased_on,
            row_number() over (partition by customer_id order by purchased_on) = 1 as is_first,
            lead(purchased_on) over (
                partition by customer_id order by purchased_on
            ) as came_back_on
        from purchase_days
    ),

    with_delay as (
        select
            chained.company_id,
            chained.customer_id,
            chained.purchased_on,
            chained.is_first,
            chained.came_back_on,
            coalesce(
                cast(parameters.value as integer), {{ var('lost_after_months') }}
            ) as lost_after_months
        from chained
        left join
            parameters
            on chained.company_id = parameters.company_id
            and chained.purchased_on >= parameters.valid_from
            and (parameters.valid_to is null or chained.purchased_on <= parameters.valid_to)
    )

select
    company_id,
    customer_id,
    purchased_on,
    is_first,
    came_back_on,
    {{ add_months('purchased_on', 'lost_after_months') }} as lost_on
from with_delay
