select id as till_receipt_invoice_id, till_receipt_id, invoice_id, created_at
from {{ source('till', 'till_receipt_invoice') }}
