-- Ventes: revenue, margin, quotes, orders, discounts, targets.

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
SELECT coalesce(sum(net), 0) AS revenue FROM documents
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

WITH worth AS (
    SELECT i.issued_on AS on_day, i.agency_id,
           CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END AS sign, l.net - l.cost AS margin, l.cost, l.quantity
    FROM sales.invoice AS i JOIN sales.invoice_line AS l ON l.invoice_id = i.id
    WHERE i.issued_on IS NOT NULL AND i.kind <> 'down_payment' AND l.kind = 'item'
        AND NOT EXISTS (SELECT FROM sales.invoice AS c WHERE c.id = i.corrects_id AND c.kind = 'down_payment')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT r.business_date, t.agency_id, 1, l.net - l.cost, l.cost, l.quantity
    FROM till.till_receipt_line AS l
    JOIN till.till_receipt AS r ON r.id = l.till_receipt_id JOIN till.till AS t ON t.id = r.till_id
    WHERE NOT r.is_training
)
SELECT coalesce(sum(sign * margin), 0) AS gross_margin, coalesce(sum(sign * cost), 0) AS cost_of_sales,
       coalesce(sum(sign * quantity), 0) AS quantity_sold
FROM worth
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

SELECT count(*) AS invoices_issued FROM (
    SELECT issued_on AS on_day, agency_id FROM sales.invoice AS i
    WHERE issued_on IS NOT NULL AND kind NOT IN ('down_payment', 'credit_note')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT r.business_date, t.agency_id FROM till.till_receipt AS r JOIN till.till AS t ON t.id = r.till_id
    WHERE NOT r.is_training AND r.kind = 'sale'
) AS documents
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

-- An offer is its revisions: the day of the first sending, the net of the last revision sent.
WITH offers AS (
    SELECT DISTINCT ON (coalesce(root_id, id)) agency_id, net,
           min(first_sent_on) OVER revisions AS on_day,
           bool_or(accepted_on IS NOT NULL) OVER revisions AS is_accepted
    FROM sales.quote WHERE sent_on IS NOT NULL AND NOT is_template
    WINDOW revisions AS (PARTITION BY coalesce(root_id, id))
    ORDER BY coalesce(root_id, id), revision DESC
)
SELECT coalesce(sum(net), 0) AS quotes_amount, count(*) AS quotes_sent,
       coalesce(sum(net) FILTER (WHERE is_accepted), 0) AS quotes_amount_accepted,
       count(*) FILTER (WHERE is_accepted) AS quotes_accepted
FROM offers
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

SELECT count(*) AS quotes_signed, coalesce(sum(q.accepted_on - (
    SELECT min(r.first_sent_on) FROM sales.quote AS r
    WHERE coalesce(r.root_id, r.id) = coalesce(q.root_id, q.id)
)), 0) AS signing_days
FROM sales.quote AS q
WHERE q.accepted_on BETWEEN %(first)s AND %(last)s AND NOT q.is_template
    AND (%(agency)s::bigint IS NULL OR q.agency_id = %(agency)s);

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
SELECT coalesce(sum(net), 0) AS orders_amount FROM signed
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

WITH open_orders AS (
    SELECT o.net + (
        SELECT coalesce(sum(a.net), 0) FROM sales.order_amendment AS a
        WHERE a.sales_order_id = o.id AND a.confirmed_on <= %(last)s
    ) AS ordered, (
        SELECT coalesce(sum(CASE i.kind WHEN 'credit_note' THEN -i.net ELSE i.net END), 0)
        FROM sales.invoice AS i
        WHERE i.sales_order_id = o.id AND i.issued_on <= %(last)s AND i.kind <> 'down_payment'
            AND NOT EXISTS (SELECT FROM sales.invoice AS c
                            WHERE c.id = i.corrects_id AND c.kind = 'down_payment')
    ) AS invoiced
    FROM sales.sales_order AS o
    WHERE o.confirmed_on <= %(last)s AND (o.canceled_on IS NULL OR o.canceled_on > %(last)s)
        AND (o.closed_on IS NULL OR o.closed_on > %(last)s)
        AND (%(agency)s::bigint IS NULL OR o.agency_id = %(agency)s)
)
SELECT coalesce(sum(ordered), 0) AS open_ordered, coalesce(sum(invoiced), 0) AS open_invoiced,
       coalesce(sum(ordered - invoiced), 0) AS order_backlog
FROM open_orders;

-- Till discounts are gross: their VAT is taken out, line by line.
WITH lines AS (
    SELECT i.issued_on AS on_day, i.agency_id,
           CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END * l.net AS net,
           CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END * (l.net_before_discount - l.net) AS discount
    FROM sales.invoice AS i JOIN sales.invoice_line AS l ON l.invoice_id = i.id
    WHERE i.issued_on IS NOT NULL AND i.kind <> 'down_payment' AND l.kind = 'item'
        AND NOT EXISTS (SELECT FROM sales.invoice AS c WHERE c.id = i.corrects_id AND c.kind = 'down_payment')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT r.business_date, t.agency_id, l.net, round(l.discount_gross / (1 + l.vat_percentage / 100), 2)
    FROM till.till_receipt_line AS l
    JOIN till.till_receipt AS r ON r.id = l.till_receipt_id JOIN till.till AS t ON t.id = r.till_id
    WHERE NOT r.is_training
)
SELECT coalesce(sum(discount), 0) AS discounts, coalesce(sum(net + discount), 0) AS net_before_discount
FROM lines
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

-- The target of a month over its working days: the i-th of n gets what the month is worth after i
-- days, less what it is worth after i - 1.
WITH working_days AS (
    SELECT day::date AS on_day, date_trunc('month', day)::date AS month,
           row_number() OVER (PARTITION BY date_trunc('month', day) ORDER BY day) AS i,
           count(*) OVER (PARTITION BY date_trunc('month', day)) AS n
    FROM generate_series(
        date_trunc('month', %(first)s::timestamp),
        date_trunc('month', %(last)s::timestamp) + INTERVAL '1 month' - INTERVAL '1 day',
        INTERVAL '1 day'
    ) AS day
    WHERE extract(isodow FROM day) <= 5
        AND NOT EXISTS (SELECT FROM core.public_holiday AS h WHERE h.day = day.day AND h.department IS NULL)
)
SELECT coalesce(sum(round(t.net * i / n, 2) - round(t.net * (i - 1) / n, 2)), 0) AS target
FROM sales.sales_target AS t
JOIN working_days AS d ON d.month = t.month JOIN crm.employee AS e ON e.id = t.salesperson_id
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR e.agency_id = %(agency)s);

SELECT coalesce(sum(t.net), 0) AS month_target
FROM sales.sales_target AS t JOIN crm.employee AS e ON e.id = t.salesperson_id
WHERE t.month BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR e.agency_id = %(agency)s);
