with
    changes as (
        select
            changed_on as day,
            company_id,
            agency_id,
            item_subfamily_id,
            supplier_id,
            value as stock_amount,
            0 as issued_cost,
            0 as quantity
        from {{ ref('fct_stock_value_changes') }}
        union all
        select
            moved_on as day,
            company_id,
            agency_id,
            item_subfamily_id,
            supplier_id,
            0 as stock_amount,
            issued_cost,
            quantity
        from {{ ref('fct_stock_movements') }}
    ),

    subfamilies as (select * from {{ ref('dim_item_subfamilies') }})

select
    changes.day,
    changes.company_id,
    changes.agency_id,
    cast(null as bigint) as salesperson_id,
    subfamilies.item_family_id,
    changes.item_subfamily_id,
    changes.supplier_id,
    cast(sum(changes.stock_amount) as decimal(18, 2)) as stock_amount,
    cast(sum(changes.issued_cost) as decimal(18, 2)) as issued_cost,
    cast(sum(changes.quantity) as decimal(18, 4)) as quantity
from changes
left join subfamilies on changes.item_subfamily_id = subfamilies.item_subfamily_id
group by
    changes.day,
    changes.company_id,
    changes.agency_id,
    subfamilies.item_family_id,
    changes.item_subfamily_id,
    changes.supplier_id
order by changes.day
