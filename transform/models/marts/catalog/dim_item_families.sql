select item_family_id, code, label, position from {{ ref('stg_catalog__item_families') }}
