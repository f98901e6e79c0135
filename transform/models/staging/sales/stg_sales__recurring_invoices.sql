select
    id as recurring_invoice_id,
    public_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    title,
    state,
    every_months,
    starts_on,
    ends_on,
    next_on,
    payment_terms_id,
    created_at
from {{ source('sales', 'recurring_invoice') }}
