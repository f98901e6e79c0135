-- Plain SQL on the entry tables, from the definitions and nothing else. Parameters: %(first)s and
-- %(last)s, the ends of the period; %(agency)s, an agency or NULL. One query per indicator, each
-- giving one value (or none).

-- name: revenue
WITH documents AS (
    SELECT issued_on AS on_day, agency_id, CASE kind WHEN 'credit_note' THEN -net ELSE net END AS net
    FROM sales.invoice AS i
    WHERE issued_on IS NOT NULL AND kind <> 'down_payment'
        AND NOT EXISTS (SELECT FROM sales.invoice AS c WHERE c.id = i.corrects_id AND c.kind = 'down_payment')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT r.business_date, t.agency_id, r.net
    FROM till.till_receipt AS r JOIN till.till AS t ON t.id = r.till_id WHERE NOT r.is_training
)
SELECT coalesce(sum(net), 0) FROM documents
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

-- name: gross_margin
WITH worth AS (
    SELECT i.issued_on AS on_day, i.agency_id,
           CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END * (l.net - l.cost) AS margin
    FROM sales.invoice AS i JOIN sales.invoice_line AS l ON l.invoice_id = i.id
    WHERE i.issued_on IS NOT NULL AND i.kind <> 'down_payment' AND l.kind = 'item'
        AND NOT EXISTS (SELECT FROM sales.invoice AS c WHERE c.id = i.corrects_id AND c.kind = 'down_payment')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT r.business_date, t.agency_id, l.net - l.cost
    FROM till.till_receipt_line AS l
    JOIN till.till_receipt AS r ON r.id = l.till_receipt_id JOIN till.till AS t ON t.id = r.till_id
    WHERE NOT r.is_training
)
SELECT coalesce(sum(margin), 0) FROM worth
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

-- name: invoices_issued
SELECT count(*) FROM (
    SELECT issued_on AS on_day, agency_id FROM sales.invoice AS i
    WHERE issued_on IS NOT NULL AND kind NOT IN ('down_payment', 'credit_note')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT r.business_date, t.agency_id FROM till.till_receipt AS r JOIN till.till AS t ON t.id = r.till_id
    WHERE NOT r.is_training AND r.kind = 'sale'
) AS documents
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

-- name: orders_amount
WITH signed AS (
    SELECT confirmed_on AS on_day, agency_id, net FROM sales.sales_order
    UNION ALL
    SELECT a.confirmed_on, o.agency_id, a.net
    FROM sales.order_amendment AS a JOIN sales.sales_order AS o ON o.id = a.sales_order_id
    UNION ALL
    SELECT canceled_on, agency_id, -net FROM sales.sales_order
    UNION ALL
    SELECT o.canceled_on, o.agency_id, -a.net
    FROM sales.order_amendment AS a JOIN sales.sales_order AS o ON o.id = a.sales_order_id
    WHERE a.confirmed_on <= o.canceled_on
)
SELECT coalesce(sum(net), 0) FROM signed
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

-- name: order_backlog
SELECT coalesce(sum(
    o.net
    + (SELECT coalesce(sum(a.net), 0) FROM sales.order_amendment AS a
       WHERE a.sales_order_id = o.id AND a.confirmed_on <= %(last)s)
    - (SELECT coalesce(sum(CASE i.kind WHEN 'credit_note' THEN -i.net ELSE i.net END), 0)
       FROM sales.invoice AS i
       WHERE i.sales_order_id = o.id AND i.issued_on <= %(last)s AND i.kind <> 'down_payment'
           AND NOT EXISTS (SELECT FROM sales.invoice AS c
                           WHERE c.id = i.corrects_id AND c.kind = 'down_payment'))
), 0)
FROM sales.sales_order AS o
WHERE o.confirmed_on <= %(last)s AND (o.canceled_on IS NULL OR o.canceled_on > %(last)s)
    AND (o.closed_on IS NULL OR o.closed_on > %(last)s)
    AND (%(agency)s::bigint IS NULL OR o.agency_id = %(agency)s);

-- name: cash_collected
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
SELECT coalesce(sum(gross), 0) FROM moved
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

-- name: receivables
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
), 0)
FROM sales.instalment AS s JOIN sales.invoice AS i ON i.id = s.invoice_id
WHERE i.issued_on <= %(last)s AND (%(agency)s::bigint IS NULL OR i.agency_id = %(agency)s)
    AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id);

-- name: overdue_receivables
SELECT coalesce(sum(s.amount - coalesce((
    SELECT sum(a.amount) FROM sales.payment_allocation AS a
    WHERE a.instalment_id = s.id AND a.allocated_on <= %(last)s
        AND (a.undone_on IS NULL OR a.undone_on > %(last)s)
), 0)), 0)
FROM sales.instalment AS s JOIN sales.invoice AS i ON i.id = s.invoice_id
WHERE i.issued_on <= %(last)s AND s.due_on < %(last)s AND i.kind <> 'credit_note'
    AND (%(agency)s::bigint IS NULL OR i.agency_id = %(agency)s)
    AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id);

-- name: new_customers
WITH purchases AS (
    SELECT customer_id, issued_on AS on_day FROM sales.invoice AS i
    WHERE issued_on IS NOT NULL AND kind NOT IN ('down_payment', 'credit_note')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT customer_id, business_date FROM till.till_receipt
    WHERE customer_id IS NOT NULL AND NOT is_training AND kind = 'sale'
)
SELECT count(*) FROM (SELECT customer_id, min(on_day) AS first_day FROM purchases GROUP BY 1) AS firsts
JOIN crm.customer AS c ON c.id = firsts.customer_id
WHERE first_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR c.agency_id = %(agency)s);

-- name: lost
WITH purchases AS (
    SELECT company_id, customer_id, issued_on AS on_day FROM sales.invoice AS i
    WHERE issued_on <= %(last)s AND kind NOT IN ('down_payment', 'credit_note')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT c.company_id, r.customer_id, r.business_date
    FROM till.till_receipt AS r JOIN crm.customer AS c ON c.id = r.customer_id
    WHERE NOT r.is_training AND r.kind = 'sale' AND r.business_date <= %(last)s
),
last_days AS (SELECT company_id, customer_id, max(on_day) AS last_day FROM purchases GROUP BY 1, 2),
lost AS (
    SELECT l.customer_id, l.last_day
    FROM last_days AS l JOIN crm.customer AS c ON c.id = l.customer_id
    WHERE (l.last_day + make_interval(months => coalesce((
        SELECT (p.value #>> '{}')::int FROM core.parameter AS p
        WHERE p.company_id = l.company_id AND p.code = 'lost_after_months'
            AND l.last_day >= p.valid_from AND (p.valid_to IS NULL OR l.last_day <= p.valid_to)
    ), 24)))::date BETWEEN %(first)s AND %(last)s
        AND (%(agency)s::bigint IS NULL OR c.agency_id = %(agency)s)
),
revenue AS (
    SELECT customer_id, issued_on AS on_day, CASE kind WHEN 'credit_note' THEN -net ELSE net END AS net
    FROM sales.invoice AS i
    WHERE issued_on IS NOT NULL AND kind <> 'down_payment'
        AND NOT EXISTS (SELECT FROM sales.invoice AS c WHERE c.id = i.corrects_id AND c.kind = 'down_payment')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT customer_id, business_date, net FROM till.till_receipt
    WHERE customer_id IS NOT NULL AND NOT is_training
)
SELECT count(DISTINCT lost.customer_id), coalesce(sum(revenue.net), 0)
FROM lost LEFT JOIN revenue ON revenue.customer_id = lost.customer_id AND revenue.on_day <= lost.last_day
    AND revenue.on_day > (lost.last_day - INTERVAL '12 months')::date;
