select agency_id, company_id, code, name from {{ ref('stg_core__agencies') }}
