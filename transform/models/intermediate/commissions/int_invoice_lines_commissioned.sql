with
    lines as (
        select *
        from {{ ref('int_revenue_lines_united') }}
        where document_type = 'invoice' and salesperson_id is not null
    ),

    items as (select * from {{ ref('stg_catalog__items') }} where is_commissionable),

    subfamilies as (select * from {{ ref('stg_catalog__item_subfamilies') }})

select
    lines.line_id as invoice_line_id,
    lines.document_id as invoice_id,
    lines.salesperson_id,
    subfamilies.item_family_id,
    lines.net,
    cast(lines.net - lines.cost as decimal(14, 2)) as margin
from lines
inner join items on lines.item_id = items.item_id
inner join subfamilies on items.item_subfamily_id = subfamilies.item_subfamily_id
