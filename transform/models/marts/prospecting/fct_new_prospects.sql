select customer_id, company_id, agency_id, salesperson_id, prospect_since
from {{ ref('dim_customers') }}
