select company_id, customer_id, purchased_on as first_purchase_on
from {{ ref('int_purchase_days_chained') }}
where is_first
