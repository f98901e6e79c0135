select
    document_type,
    document_id,
    company_id,
    agency_id,
    customer_id,
    salesperson_id,
    document_kind,
    document_reference,
    revenue_on,
    is_purchase,
    net
from {{ ref('int_revenue_documents_united') }}
