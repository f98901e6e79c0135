select
    id as signature_request_id,
    public_id,
    customer_id,
    contact_id,
    quote_id,
    service_contract_id,
    intervention_report_id,
    document_version_id,
    document_sha256,
    state,
    requested_at,
    requested_by_id,
    expires_at,
    answered_at,
    signature_id,
    refusal_reason,
    created_at
from {{ source('portal', 'signature_request') }}
