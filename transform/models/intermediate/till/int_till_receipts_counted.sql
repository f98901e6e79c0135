with
    receipts as (select * from {{ ref('stg_till__till_receipts') }}),

    tills as (select * from {{ ref('stg_till__tills') }})

select
    receipts.till_receipt_id,
    tills.company_id,
    tills.agency_id,
    receipts.customer_id,
    receipts.salesperson_id,
    receipts.kind,
    {{ dbt.concat(
        ['tills.code', "'-'", 'cast(receipts.number as ' ~ dbt.type_string() ~ ')']
    ) }} as reference,
    receipts.business_date,
    receipts.net
from receipts
inner join tills on receipts.till_id = tills.till_id
where not receipts.is_training
