with
    earned as (select * from {{ ref('int_commissions_earned') }}),

    closed_periods as (
        select * from {{ ref('stg_sales__commission_periods') }} where closed_at is not null
    ),

    closed_lines as (select * from {{ ref('stg_sales__commission_lines') }}),

    invoice_lines as (select * from {{ ref('stg_sales__invoice_lines') }}),

    invoices as (select * from {{ ref('stg_sales__invoices') }}),

    items as (select * from {{ ref('dim_items') }}),

    -- What still tells the day and the plan of a line settled: amounts are those of the
    -- settlement.
    told as (
        select
            commission_period_id,
            salesperson_id,
            invoice_line_id,
            max(earned_on) as earned_on,
            max(commission_plan_id) as commission_plan_id,
            max(commission_family_rate_id) as commission_family_rate_id,
            max(band_kind) as band_kind
        from earned
        where is_closed
        group by commission_period_id, salesperson_id, invoice_line_id
    ),

    settled as (
        select
            'settlement' as movement,
            closed_lines.commission_line_id as source_id,
            closed_lines.invoice_line_id,
            closed_lines.salesperson_id,
            told.commission_plan_id,
            told.commission_family_rate_id,
            closed_periods.starts_on as period_start,
            closed_periods.ends_on as period_end,
            coalesce(told.earned_on, closed_periods.ends_on) as earned_on,
            told.band_kind,
            closed_lines.base_amount,
            closed_lines.rate,
            closed_lines.commission,
            true as is_settled
        from closed_lines
        inner join
            closed_periods
            on closed_lines.commission_period_id = closed_periods.commission_period_id
        left join
            told
            on closed_lines.commission_period_id = told.commission_period_id
            and closed_lines.salesperson_id = told.salesperson_id
            and closed_lines.invoice_line_id = told.invoice_line_id
    ),

    united as (
        select
            movement,
            source_id,
            invoice_line_id,
            salesperson_id,
            commission_plan_id,
            commission_family_rate_id,
            period_start,
            period_end,
            earned_on,
            band_kind,
            base_amount,
            greatest(least(100 * commission / base_amount, 99999.9999), -99999.9999) as rate,
            commission,
            false as is_settled
        from earned
        where not is_closed
        union all
        select *
        from settled
    )

select
    united.movement,
    united.source_id,
    united.invoice_line_id,
    invoice_lines.invoice_id,
    invoices.company_id,
    invoices.agency_id,
    invoices.customer_id,
    united.salesperson_id,
    invoice_lines.item_id,
    items.item_subfamily_id,
    united.commission_plan_id,
    united.commission_family_rate_id,
    invoices.reference as document_reference,
    united.period_start,
    united.period_end,
    united.earned_on,
    united.band_kind,
    united.base_amount,
    cast(united.rate as decimal(9, 4)) as rate,
    united.commission,
    united.is_settled
from united
inner join invoice_lines on united.invoice_line_id = invoice_lines.invoice_line_id
inner join invoices on invoice_lines.invoice_id = invoices.invoice_id
left join items on invoice_lines.item_id = items.item_id
