with
    notices as (select * from {{ ref('stg_sales__dunning_notices') }} where sent_on is not null),

    lines as (select * from {{ ref('stg_sales__dunning_notice_lines') }}),

    instalments as (select * from {{ ref('stg_sales__instalments') }}),

    invoices as (select * from {{ ref('stg_sales__invoices') }}),

    allocations as (
        select * from {{ ref('stg_sales__payment_allocations') }} where payment_id is not null
    ),

    reminded as (
        select
            lines.dunning_notice_line_id,
            lines.instalment_id,
            lines.amount_gross,
            notices.dunning_notice_id,
            notices.company_id,
            notices.customer_id,
            notices.reference as notice_reference,
            notices.sent_on,
            {{ add_days('notices.sent_on', 30) }} as recovered_by
        from lines
        inner join notices on lines.dunning_notice_id = notices.dunning_notice_id
    ),

    paid as (
        select reminded.dunning_notice_line_id, sum(allocations.amount) as gross
        from reminded
        inner join
            allocations
            on reminded.instalment_id = allocations.instalment_id
            and reminded.sent_on < allocations.allocated_on
            and reminded.recovered_by >= allocations.allocated_on
            and (allocations.undone_on is null or reminded.recovered_by < allocations.undone_on)
        group by reminded.dunning_notice_line_id
    )

select
    reminded.dunning_notice_line_id,
    reminded.dunning_notice_id,
    reminded.company_id,
    invoices.agency_id,
    reminded.customer_id,
    invoices.salesperson_id,
    reminded.notice_reference,
    invoices.invoice_id,
    invoices.reference as document_reference,
    reminded.sent_on,
    cast(reminded.amount_gross as decimal(14, 2)) as reminded_gross,
    cast(
        least(coalesce(paid.gross, 0), reminded.amount_gross) as decimal(14, 2)
    ) as recovered_gross
from reminded
inner join instalments on reminded.instalment_id = instalments.instalment_id
inner join invoices on instalments.invoice_id = invoices.invoice_id
left join paid on reminded.dunning_notice_line_id = paid.dunning_notice_line_id
