{%- set overdues = {
    'overdue': 'changed_on',
    'overdue_30': 'overdue_30_on',
    'overdue_60': 'overdue_60_on',
    'overdue_90': 'overdue_90_on',
} -%}

with
    overdues as (select * from {{ ref('fct_overdue_changes') }}),

    changes as (
        select
            'collected' as kind,
            paid_on as day,
            company_id,
            agency_id,
            cast(null as bigint) as salesperson_id,
            customer_id,
            gross
        from {{ ref('fct_payments') }}
        union all
        select
            'receivable' as kind,
            changed_on as day,
            company_id,
            agency_id,
            salesperson_id,
            customer_id,
            gross
        from {{ ref('fct_receivable_changes') }}
        {% for kind, day in overdues.items() %}
            union all
            select
                '{{ kind }}' as kind,
                {{ day }} as day,
                company_id,
                agency_id,
                salesperson_id,
                customer_id,
                gross
            from overdues
        {% endfor %}
    ),

    customers as (select * from {{ ref('dim_customers') }})

select
    changes.day,
    changes.company_id,
    changes.agency_id,
    changes.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department,
    {% for kind in ['collected', 'receivable'] + overdues | list %}
        {{ sum_of_kind('changes.kind', kind, 'changes.gross') }} as {{ kind }}_gross
        {%- if not loop.last %},{% endif %}
    {% endfor %}
from changes
left join customers on changes.customer_id = customers.customer_id
group by
    changes.day,
    changes.company_id,
    changes.agency_id,
    changes.salesperson_id,
    customers.customer_status_id,
    customers.lead_source_id,
    customers.department
order by changes.day
