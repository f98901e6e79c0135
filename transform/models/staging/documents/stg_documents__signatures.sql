select
    id as signature_id,
    public_id,
    signer_name,
    signer_function,
    signed_at,
    method,
    signed_sha256,
    signed_file_id,
    image_file_id,
    consent_wording,
    witness_id,
    ip_address,
    user_agent,
    latitude,
    longitude,
    remote_proof,
    created_at
from {{ source('documents', 'signature') }}
