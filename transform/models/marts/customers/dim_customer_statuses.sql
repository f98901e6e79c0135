select customer_status_id, code, label from {{ ref('stg_crm__customer_statuses') }}
