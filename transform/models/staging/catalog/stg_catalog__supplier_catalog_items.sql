select
    id as supplier_catalog_item_id,
    supplier_catalog_id,
    reference,
    designation,
    search_text,
    ean,
    brand,
    family_label,
    unit_code,
    public_price,
    purchase_price,
    vat_percentage,
    warranty_months,
    item_id,
    created_at
from {{ source('catalog', 'supplier_catalog_item') }}
