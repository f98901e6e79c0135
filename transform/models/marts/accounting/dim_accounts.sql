select account_id, company_id, number, label from {{ ref('stg_accounting__accounts') }}
