with
    subfamilies as (select * from {{ ref('stg_catalog__item_subfamilies') }}),

    families as (select * from {{ ref('stg_catalog__item_families') }})

select
    subfamilies.item_subfamily_id,
    subfamilies.code,
    subfamilies.label,
    families.item_family_id,
    families.code as family_code,
    families.label as family_label,
    families.position as family_position
from subfamilies
inner join families on subfamilies.item_family_id = families.item_family_id
