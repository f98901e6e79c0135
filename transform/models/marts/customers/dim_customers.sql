with
    customers as (select * from {{ ref('stg_crm__customers') }}),

    parties as (select * from {{ ref('stg_crm__parties') }}),

    addresses as (select * from {{ ref('stg_crm__addresses') }} where kind = 'main' and is_default)

select
    customers.customer_id,
    customers.company_id,
    customers.reference,
    {{ full_name('parties') }} as name,
    customers.stage,
    customers.prospect_since,
    customers.customer_since,
    customers.agency_id,
    customers.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    addresses.postal_code,
    addresses.city,
    addresses.department
from customers
inner join parties on customers.party_id = parties.party_id
left join addresses on customers.party_id = addresses.party_id
