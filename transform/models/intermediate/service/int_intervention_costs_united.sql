with
    labors as (select * from {{ ref('stg_service__intervention_labors') }}),

    travels as (select * from {{ ref('stg_service__intervention_travels') }}),

    parts as (select * from {{ ref('stg_service__intervention_parts') }}),

    billings as (select * from {{ ref('stg_service__intervention_billings') }}),

    invoice_lines as (select * from {{ ref('stg_sales__invoice_lines') }}),

    revenue_lines as (
        select * from {{ ref('int_revenue_lines_united') }} where document_type = 'invoice'
    ),

    billed_lines as (
        select intervention_id, invoice_line_id
        from billings
        union
        select billings.intervention_id, invoice_lines.invoice_line_id
        from billings
        inner join invoice_lines on billings.invoice_line_id = invoice_lines.corrects_line_id
    ),

    united as (
        select
            'labor' as component,
            intervention_labor_id as source_id,
            intervention_id,
            cast(null as bigint) as item_id,
            cost as net
        from labors
        union all
        select
            'travel' as component,
            intervention_travel_id as source_id,
            intervention_id,
            cast(null as bigint) as item_id,
            cost as net
        from travels
        union all
        select
            'part' as component,
            intervention_part_id as source_id,
            intervention_id,
            item_id,
            cost as net
        from parts
        union all
        select
            'invoicing' as component,
            billed_lines.invoice_line_id as source_id,
            billed_lines.intervention_id,
            revenue_lines.item_id,
            - revenue_lines.net as net
        from billed_lines
        inner join revenue_lines on billed_lines.invoice_line_id = revenue_lines.line_id
    )

select component, source_id, intervention_id, item_id, cast(net as decimal(14, 2)) as net
from united
