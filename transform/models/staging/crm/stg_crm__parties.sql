select
    id as party_id,
    public_id,
    kind,
    name,
    first_name,
    title,
    siren,
    siret,
    vat_number,
    naf,
    language,
    notes,
    archived_at,
    anonymized_at,
    created_at
from {{ source('crm', 'party') }}
