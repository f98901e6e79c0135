select lead_source_id, code, label from {{ ref('stg_crm__lead_sources') }}
