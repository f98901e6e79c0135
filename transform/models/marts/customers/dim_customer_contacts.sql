with
    customers as (select * from {{ ref('stg_crm__customers') }}),

    points as (
        select
            contact_point_id,
            party_id,
            value,
            kind,
            is_default,
            case when kind = 'email' then 'email' else 'phone' end as way
        from {{ ref('stg_crm__contact_points') }}
        where party_id is not null and kind in ('phone', 'mobile', 'email')
    ),

    ranked as (
        select
            party_id,
            value,
            way,
            row_number() over (
                partition by party_id, way
                order by is_default desc, kind desc, contact_point_id asc
            ) as place
        from points
    )

select customers.customer_id, phones.value as phone, emails.value as email
from customers
left join
    ranked as phones
    on customers.party_id = phones.party_id
    and phones.way = 'phone'
    and phones.place = 1
left join
    ranked as emails
    on customers.party_id = emails.party_id
    and emails.way = 'email'
    and emails.place = 1
