select journal_id, company_id, code, label from {{ ref('stg_accounting__journals') }}
