with
    payments as (
        select
            payment_id,
            company_id,
            agency_id,
            customer_id,
            payment_method_id,
            reference,
            received_on,
            case when direction = 'refund' then - amount else amount end as gross
        from {{ ref('stg_payments__payments') }}
    ),

    cancellations as (select * from {{ ref('stg_payments__payment_cancellations') }}),

    receipts as (select * from {{ ref('int_till_receipts_counted') }}),

    receipt_payments as (
        select *
        from {{ ref('stg_till__till_receipt_payments') }}
        where payment_id is null and voucher_id is null
    ),

    united as (
        select
            'payment' as movement,
            payment_id as source_id,
            company_id,
            agency_id,
            customer_id,
            payment_method_id,
            reference as payment_reference,
            received_on as paid_on,
            gross
        from payments
        union all
        select
            'cancellation' as movement,
            payments.payment_id as source_id,
            payments.company_id,
            payments.agency_id,
            payments.customer_id,
            payments.payment_method_id,
            payments.reference as payment_reference,
            cancellations.canceled_on as paid_on,
            - payments.gross as gross
        from payments
        inner join cancellations on payments.payment_id = cancellations.payment_id
        union all
        select
            'till_payment' as movement,
            receipt_payments.till_receipt_payment_id as source_id,
            receipts.company_id,
            receipts.agency_id,
            receipts.customer_id,
            receipt_payments.payment_method_id,
            receipts.reference as payment_reference,
            receipts.business_date as paid_on,
            receipt_payments.amount as gross
        from receipt_payments
        inner join receipts on receipt_payments.till_receipt_id = receipts.till_receipt_id
    )

select
    movement,
    source_id,
    company_id,
    agency_id,
    customer_id,
    payment_method_id,
    payment_reference,
    paid_on,
    cast(gross as decimal(14, 2)) as gross
from united
