select company_id, name, siren, time_zone, fiscal_year_start_month
from {{ ref('stg_core__companies') }}
