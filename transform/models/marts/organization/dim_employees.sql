with
    employees as (select * from {{ ref('stg_crm__employees') }}),

    parties as (select * from {{ ref('stg_crm__parties') }})

select
    employees.employee_id,
    employees.company_id,
    employees.agency_id,
    employees.code,
    {{ full_name('parties') }} as name,
    employees.job,
    employees.hired_on,
    employees.left_on
from employees
inner join parties on employees.party_id = parties.party_id
