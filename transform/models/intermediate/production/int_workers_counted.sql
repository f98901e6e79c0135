with
    resources as (select * from {{ ref('stg_planning__resources') }} where kind = 'employee'),

    resource_groups as (select * from {{ ref('stg_planning__resource_groups') }}),

    employees as (
        select * from {{ ref('stg_crm__employees') }} where job in ('installer', 'technician')
    ),

    agencies as (select * from {{ ref('stg_core__agencies') }}),

    companies as (select * from {{ ref('stg_core__companies') }})

select
    resources.resource_id,
    employees.employee_id,
    employees.company_id,
    employees.agency_id,
    companies.time_zone,
    case
        when substring(agencies.postal_code, 1, 2) in ('97', '98')
        then substring(agencies.postal_code, 1, 3)
        else substring(agencies.postal_code, 1, 2)
    end as department,
    employees.hired_on as from_on,
    least(
        coalesce(employees.left_on, cast('{{ var("end_day") }}' as date)),
        coalesce(
            {{ local_date('resources.archived_at', 'companies.time_zone') }},
            cast('{{ var("end_day") }}' as date)
        )
    ) as to_on
from resources
inner join employees on resources.employee_id = employees.employee_id
inner join agencies on employees.agency_id = agencies.agency_id
inner join companies on employees.company_id = companies.company_id
left join resource_groups on resources.resource_group_id = resource_groups.resource_group_id
where coalesce(resource_groups.counts_in_workload, true)
