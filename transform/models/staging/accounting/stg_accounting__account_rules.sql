select
    id as account_rule_id,
    company_id,
    account_use,
    item_id,
    item_family_id,
    vat_category,
    vat_percentage,
    account_id,
    valid_from,
    valid_to,
    created_at
from {{ source('accounting', 'account_rule') }}
