with
    items as (select * from {{ ref('stg_catalog__items') }}),

    subfamilies as (select * from {{ ref('stg_catalog__item_subfamilies') }})

select
    items.item_id,
    items.company_id,
    items.reference,
    items.designation,
    items.kind,
    items.item_subfamily_id,
    subfamilies.item_family_id,
    items.main_supplier_id as supplier_id
from items
inner join subfamilies on items.item_subfamily_id = subfamilies.item_subfamily_id
