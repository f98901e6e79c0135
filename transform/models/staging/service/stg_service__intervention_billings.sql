select id as intervention_billing_id, intervention_id, invoice_line_id, created_at
from {{ source('service', 'intervention_billing') }}
