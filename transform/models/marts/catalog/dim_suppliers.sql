with
    suppliers as (select * from {{ ref('stg_crm__suppliers') }}),

    parties as (select * from {{ ref('stg_crm__parties') }})

select
    suppliers.supplier_id,
    suppliers.company_id,
    suppliers.reference,
    {{ full_name('parties') }} as name
from suppliers
inner join parties on suppliers.party_id = parties.party_id
