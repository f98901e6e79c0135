select
    id as company_id,
    public_id,
    name,
    legal_form,
    siren,
    vat_number,
    naf,
    time_zone,
    fiscal_year_start_month,
    created_at
from {{ source('core', 'company') }}
