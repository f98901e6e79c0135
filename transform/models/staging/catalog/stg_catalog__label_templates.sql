select id as label_template_id, name, layout, with_barcode, with_image, created_at
from {{ source('catalog', 'label_template') }}
