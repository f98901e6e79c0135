select
    id as fec_export_id,
    public_id,
    fiscal_year_id,
    siren,
    closes_on,
    by_id,
    file_id,
    entry_count,
    line_count,
    last_number,
    debit_total,
    created_at
from {{ source('accounting', 'fec_export') }}
