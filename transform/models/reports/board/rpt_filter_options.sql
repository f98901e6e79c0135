with
    selling as (
        select salesperson_id
        from {{ ref("fct_revenue_documents") }}
        union
        select salesperson_id
        from {{ ref("fct_order_changes") }}
        union
        select salesperson_id
        from {{ ref("fct_contract_changes") }}
    ),

    salespeople as (
        select employees.employee_id, employees.code, employees.name, employees.agency_id
        from {{ ref("dim_employees") }} as employees
        left join selling on employees.employee_id = selling.salesperson_id
        where employees.job = 'salesperson' or selling.salesperson_id is not null
    )

    {{ filter_options('company', 'company_id', 'name', 'name', ref('dim_companies')) }}
union all
{{ filter_options('agency', 'agency_id', 'code', 'name', ref('dim_agencies'), 'company_id') }}
union all
{{ filter_options('salesperson', 'employee_id', 'code', 'name', 'salespeople', 'agency_id') }}
union all
{{ filter_options(
    'customer_status', 'customer_status_id', 'code', 'label', ref('dim_customer_statuses')
) }}
union all
{{ filter_options('lead_source', 'lead_source_id', 'code', 'label', ref('dim_lead_sources')) }}
union all
{{ filter_options(
    'item_family', 'item_family_id', 'family_code', 'family_label', ref('dim_item_subfamilies')
) }}
union all
{{ filter_options(
    'item_subfamily',
    'item_subfamily_id',
    'code',
    'label',
    ref('dim_item_subfamilies'),
    'item_family_id',
) }}
union all
{{ filter_options('supplier', 'supplier_id', 'reference', 'name', ref('dim_suppliers'), 'company_id') }}
union all
{{ filter_options('service_type', 'service_type_id', 'code', 'label', ref('dim_service_types')) }}
union all
{{ filter_options('department', 'department', 'department', 'department', ref('dim_customers')) }}
