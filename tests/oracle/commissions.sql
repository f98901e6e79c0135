-- What commissions are computed on: a row for each invoice line and each time it counts, in the order
-- of day, document and line. A payment undone is taken back from the plan that had counted it. What is
-- written down after its day was settled counts from the first day that is not.
WITH worth AS (
    SELECT i.id AS invoice_id, l.id AS line_id, i.salesperson_id, i.agency_id, i.company_id, i.issued_on, i.issued_at, s.item_family_id,
           CASE i.kind WHEN 'credit_note' THEN -l.net ELSE l.net END AS net,
           CASE i.kind WHEN 'credit_note' THEN l.cost - l.net ELSE l.net - l.cost END AS margin,
           (SELECT sum(t.amount) FROM sales.instalment AS t WHERE t.invoice_id = i.id) AS due,
           i.kind = 'credit_note' AS is_credit
    FROM sales.invoice AS i
    JOIN sales.invoice_line AS l ON l.invoice_id = i.id
    JOIN catalog.item AS a ON a.id = l.item_id AND a.is_commissionable
    JOIN catalog.item_subfamily AS s ON s.id = a.item_subfamily_id
    WHERE i.issued_on IS NOT NULL AND i.kind <> 'down_payment' AND l.kind = 'item'
        AND NOT EXISTS (SELECT FROM sales.invoice AS c WHERE c.id = i.corrects_id AND c.kind = 'down_payment')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
),
money AS (
    SELECT t.invoice_id, a.id AS allocation_id, a.allocated_on, m.on_day, m.written_at, m.rank, m.amount
    FROM sales.payment_allocation AS a
    JOIN sales.instalment AS t ON t.id = a.instalment_id
    CROSS JOIN LATERAL (
        VALUES (a.allocated_on, a.created_at, 1, a.amount), (a.undone_on, a.undone_at, 2, -a.amount)
    ) AS m (on_day, written_at, rank, amount)
    WHERE a.payment_id IS NOT NULL AND m.on_day IS NOT NULL
),
moved AS (
    SELECT w.*, greatest(m.on_day, w.issued_on) AS own_day, m.written_at, m.allocation_id, m.rank, m.amount,
           greatest(m.allocated_on, w.issued_on) AS plan_day
    FROM worth AS w JOIN money AS m ON m.invoice_id = w.invoice_id
),
happened AS (
    SELECT 'invoice' AS way, w.*, w.issued_on AS own_day, w.issued_at AS written_at, 0 AS allocation_id, 0 AS rank, 0 AS amount, w.issued_on AS plan_day
    FROM worth AS w
    UNION ALL
    SELECT 'money', w.*, w.issued_on, w.issued_at, 0, 0, 1, w.issued_on FROM worth AS w WHERE w.due IS NULL AND NOT w.is_credit
    UNION ALL
    SELECT 'money', m.* FROM moved AS m
),
dated AS (
    SELECT h.*, coalesce(
        (SELECT max(p.ends_on) + 1 FROM sales.commission_period AS p
         WHERE p.company_id = h.company_id AND p.closed_at < h.written_at AND p.ends_on >= h.own_day),
        h.own_day
    ) AS on_day
    FROM happened AS h
),
counted AS (
    SELECT p.base, p.id AS plan_id, c.*
    FROM (
        SELECT d.*, sum(amount) OVER so_far - amount AS before, sum(amount) OVER so_far AS after
        FROM dated AS d WINDOW so_far AS (PARTITION BY way, line_id ORDER BY on_day, allocation_id, rank)
    ) AS c
    JOIN sales.commission_assignment AS a ON a.salesperson_id = c.salesperson_id
        AND c.plan_day <@ daterange(a.valid_from, a.valid_to, '[]')
    JOIN sales.commission_plan AS p ON p.id = a.commission_plan_id AND (p.base = 'cash') = (c.way = 'money')
)
SELECT c.salesperson_id, c.agency_id, c.line_id, c.plan_id, c.on_day, c.item_family_id AS family_id, f.rate AS family_rate,
       coalesce(
           (SELECT p.starts_on FROM sales.commission_period AS p
            WHERE p.company_id = c.company_id AND c.on_day BETWEEN p.starts_on AND p.ends_on),
           date_trunc('month', c.on_day)::date
       ) AS period_start,
       CASE c.base WHEN 'revenue' THEN c.net WHEN 'margin' THEN c.margin
       ELSE round(c.net * c.after / coalesce(c.due, 1), 2) - round(c.net * c.before / coalesce(c.due, 1), 2) END AS base
FROM counted AS c
LEFT JOIN sales.commission_family_rate AS f
    ON f.commission_plan_id = c.plan_id AND f.item_family_id = c.item_family_id
ORDER BY c.on_day, c.invoice_id, c.line_id, c.allocation_id, c.rank
