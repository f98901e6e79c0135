select id as vat_return_line_id, vat_return_id, box, net, vat, created_at
from {{ source('accounting', 'vat_return_line') }}
