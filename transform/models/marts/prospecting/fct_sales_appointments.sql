with
    appointments as (
        select *
        from {{ ref('stg_planning__appointments') }}
        where kind = 'sales' and state = 'held'
    ),

    bookings as (select * from {{ ref('stg_planning__appointment_resources') }}),

    resources as (select * from {{ ref('stg_planning__resources') }}),

    agencies as (select * from {{ ref('dim_agencies') }}),

    companies as (select * from {{ ref('dim_companies') }}),

    customers as (select * from {{ ref('dim_customers') }}),

    employees as (select * from {{ ref('dim_employees') }}),

    visitors as (
        select
            bookings.appointment_id,
            min(employees.employee_id) as employee_id,
            min(
                case when employees.job = 'salesperson' then employees.employee_id end
            ) as salesperson_id
        from bookings
        inner join resources on bookings.resource_id = resources.resource_id
        inner join employees on resources.employee_id = employees.employee_id
        group by bookings.appointment_id
    )

select
    appointments.appointment_id,
    agencies.company_id,
    appointments.agency_id,
    appointments.customer_id,
    coalesce(
        visitors.salesperson_id, visitors.employee_id, customers.salesperson_id
    ) as salesperson_id,
    appointments.title,
    {{ local_date('appointments.starts_at', 'companies.time_zone') }} as held_on
from appointments
inner join agencies on appointments.agency_id = agencies.agency_id
inner join companies on agencies.company_id = companies.company_id
left join customers on appointments.customer_id = customers.customer_id
left join visitors on appointments.appointment_id = visitors.appointment_id
