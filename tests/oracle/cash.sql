-- Trésorerie: what comes in, what is due, what is late.

WITH moved AS (
    SELECT received_on AS on_day, agency_id, CASE direction WHEN 'refund' THEN -amount ELSE amount END AS gross
    FROM payments.payment
    UNION ALL
    SELECT c.canceled_on, p.agency_id, CASE p.direction WHEN 'refund' THEN p.amount ELSE -p.amount END
    FROM payments.payment_cancellation AS c JOIN payments.payment AS p ON p.id = c.payment_id
    UNION ALL
    SELECT r.business_date, t.agency_id, p.amount
    FROM till.till_receipt_payment AS p
    JOIN till.till_receipt AS r ON r.id = p.till_receipt_id JOIN till.till AS t ON t.id = r.till_id
    WHERE NOT r.is_training AND p.payment_id IS NULL AND p.voucher_id IS NULL
)
SELECT coalesce(sum(gross), 0) AS cash_collected FROM moved
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

SELECT coalesce(sum(
    CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END * (s.amount - coalesce((
        SELECT sum(a.amount) FROM sales.payment_allocation AS a
        WHERE a.instalment_id = s.id AND a.allocated_on <= %(last)s
            AND (a.undone_on IS NULL OR a.undone_on > %(last)s)
    ), 0))
), 0) + coalesce((
    SELECT sum(a.amount) FROM sales.payment_allocation AS a
    JOIN sales.invoice AS credit ON credit.id = a.credit_note_id
    JOIN sales.instalment AS t ON t.id = a.instalment_id JOIN sales.invoice AS target ON target.id = t.invoice_id
    WHERE greatest(a.allocated_on, credit.issued_on) <= %(last)s
        AND (a.undone_on IS NULL OR a.undone_on > %(last)s)
        AND (%(agency)s::bigint IS NULL OR credit.agency_id = %(agency)s)
), 0) AS receivables
FROM sales.instalment AS s JOIN sales.invoice AS i ON i.id = s.invoice_id
WHERE i.issued_on <= %(last)s AND (%(agency)s::bigint IS NULL OR i.agency_id = %(agency)s)
    AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id);

WITH late AS (
    SELECT s.due_on, s.amount - coalesce((
        SELECT sum(a.amount) FROM sales.payment_allocation AS a
        WHERE a.instalment_id = s.id AND a.allocated_on <= %(last)s
            AND (a.undone_on IS NULL OR a.undone_on > %(last)s)
    ), 0) AS gross
    FROM sales.instalment AS s JOIN sales.invoice AS i ON i.id = s.invoice_id
    WHERE i.issued_on <= %(last)s AND s.due_on < %(last)s AND i.kind <> 'credit_note'
        AND (%(agency)s::bigint IS NULL OR i.agency_id = %(agency)s)
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
)
SELECT coalesce(sum(gross), 0) AS overdue_receivables,
       coalesce(sum(gross) FILTER (WHERE %(last)s::date - due_on <= 30), 0) AS overdue_0_30,
       coalesce(sum(gross) FILTER (WHERE %(last)s::date - due_on BETWEEN 31 AND 60), 0) AS overdue_31_60,
       coalesce(sum(gross) FILTER (WHERE due_on < %(last)s::date - 60), 0) AS overdue_60,
       coalesce(sum(gross) FILTER (WHERE %(last)s::date - due_on BETWEEN 61 AND 90), 0) AS overdue_61_90,
       coalesce(sum(gross) FILTER (WHERE %(last)s::date - due_on > 90), 0) AS overdue_over_90
FROM late;

-- An allocation undone is taken back, amount and days, on the day it is undone.
WITH allocations AS (
    SELECT greatest(a.allocated_on, i.issued_on) AS allocated_on, greatest(a.undone_on, i.issued_on) AS undone_on,
           a.undone_on IS NOT NULL AS is_undone, i.agency_id, a.amount, p.received_on - i.issued_on AS days
    FROM sales.payment_allocation AS a JOIN payments.payment AS p ON p.id = a.payment_id
    JOIN sales.instalment AS s ON s.id = a.instalment_id JOIN sales.invoice AS i ON i.id = s.invoice_id
    WHERE i.kind <> 'credit_note'
),
paid AS (
    SELECT allocated_on AS on_day, agency_id, amount, days FROM allocations
    UNION ALL
    SELECT undone_on, agency_id, -amount, days FROM allocations WHERE is_undone
)
SELECT coalesce(sum(amount * days), 0) AS amount_days, coalesce(sum(amount), 0) AS amount_paid FROM paid
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

-- What was paid on the day of the reminder was already taken off the amount it asks for.
SELECT coalesce(sum(l.amount_gross), 0) AS reminded, coalesce(sum(least(l.amount_gross, (
    SELECT coalesce(sum(a.amount), 0) FROM sales.payment_allocation AS a
    WHERE a.instalment_id = l.instalment_id AND a.payment_id IS NOT NULL
        AND (a.undone_on IS NULL OR a.undone_on > n.sent_on + 30)
        AND a.allocated_on > n.sent_on AND a.allocated_on <= n.sent_on + 30
))), 0) AS recovered
FROM sales.dunning_notice AS n
JOIN sales.dunning_notice_line AS l ON l.dunning_notice_id = n.id
JOIN sales.instalment AS s ON s.id = l.instalment_id JOIN sales.invoice AS i ON i.id = s.invoice_id
WHERE n.sent_on BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR i.agency_id = %(agency)s);
