select
    id as number_series_id,
    company_id,
    kind,
    fiscal_year,
    prefix,
    next_number,
    last_date,
    created_at
from {{ source('core', 'number_series') }}
