select
    id as contract_line_id,
    service_contract_id,
    contract_amendment_id,
    position,
    item_id,
    designation,
    quantity,
    unit_price,
    discount_rate,
    vat_rate_id,
    yearly_net,
    created_at
from {{ source('contracts', 'contract_line') }}
