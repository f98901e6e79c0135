-- Whoever is a customer or a prospect was created once, on the day that the customer file says.
select customers.customer_id, customers.prospect_since, prospects.prospect_since as found
from {{ ref('stg_crm__customers') }} as customers
full outer join
    {{ ref('fct_new_prospects') }} as prospects on customers.customer_id = prospects.customer_id
where
    customers.customer_id is null
    or prospects.customer_id is null
    or customers.prospect_since <> prospects.prospect_since
