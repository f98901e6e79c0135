with
    companies as (select * from {{ ref('dim_companies') }}),

    first_days as (
        select company_id, min(revenue_on) as first_day
        from {{ ref('fct_revenue_documents') }}
        group by company_id
        union all
        select company_id, min(changed_on) as first_day
        from {{ ref('fct_order_changes') }}
        group by company_id
        union all
        select company_id, min(paid_on) as first_day
        from {{ ref('fct_payments') }}
        group by company_id
        union all
        select company_id, min(changed_on) as first_day
        from {{ ref('fct_receivable_changes') }}
        group by company_id
    )

select
    companies.company_id,
    companies.name,
    companies.time_zone,
    companies.fiscal_year_start_month,
    min(first_days.first_day) as first_day
from companies
left join first_days on companies.company_id = first_days.company_id
group by
    companies.company_id, companies.name, companies.time_zone, companies.fiscal_year_start_month
