-- Clients: who comes, who stays, who leaves, and the appointments that bring orders.

WITH purchases AS (
    SELECT customer_id, issued_on AS on_day FROM sales.invoice AS i
    WHERE issued_on IS NOT NULL AND kind NOT IN ('down_payment', 'credit_note')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT customer_id, business_date FROM till.till_receipt
    WHERE customer_id IS NOT NULL AND NOT is_training AND kind = 'sale'
)
SELECT count(*) AS new_customers
FROM (SELECT customer_id, min(on_day) AS first_day FROM purchases GROUP BY 1) AS firsts
JOIN crm.customer AS c ON c.id = firsts.customer_id
WHERE first_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR c.agency_id = %(agency)s);

-- Active at the end of the period, and one calendar year before.
WITH purchases AS (
    SELECT customer_id, issued_on AS on_day FROM sales.invoice AS i
    WHERE issued_on IS NOT NULL AND kind NOT IN ('down_payment', 'credit_note')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT customer_id, business_date FROM till.till_receipt
    WHERE customer_id IS NOT NULL AND NOT is_training AND kind = 'sale'
),
ends AS (
    SELECT %(last)s::date AS day, true AS is_now
    UNION ALL
    SELECT (%(last)s::date - INTERVAL '1 year')::date, false
),
windows AS (
    SELECT c.id AS company_id, e.is_now, e.day, (e.day - make_interval(months => coalesce((
        SELECT (p.value #>> '{}')::int FROM core.parameter AS p
        WHERE p.company_id = c.id AND p.code = 'active_window_months'
            AND e.day >= p.valid_from AND (p.valid_to IS NULL OR e.day <= p.valid_to)
    ), 12)))::date AS after_day
    FROM core.company AS c CROSS JOIN ends AS e
),
buyers AS (
    SELECT c.id, bool_or(w.is_now) AS is_active, bool_or(NOT w.is_now) AS was_active
    FROM crm.customer AS c
    JOIN windows AS w ON w.company_id = c.company_id
    JOIN purchases AS p ON p.customer_id = c.id AND p.on_day > w.after_day AND p.on_day <= w.day
    WHERE %(agency)s::bigint IS NULL OR c.agency_id = %(agency)s
    GROUP BY c.id
)
SELECT count(*) FILTER (WHERE is_active) AS active_customers,
       count(*) FILTER (WHERE was_active) AS customers_active_before,
       count(*) FILTER (WHERE was_active AND is_active) AS customers_kept
FROM buyers;

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
SELECT count(DISTINCT lost.customer_id) AS lost_customers, coalesce(sum(revenue.net), 0) AS lost_revenue_ever,
       coalesce(sum(revenue.net) FILTER (
           WHERE revenue.on_day > (lost.last_day - INTERVAL '12 months')::date
       ), 0) AS lost_revenue
FROM lost LEFT JOIN revenue ON revenue.customer_id = lost.customer_id AND revenue.on_day <= lost.last_day;

WITH documents AS (
    SELECT customer_id, agency_id, issued_on AS on_day, CASE kind WHEN 'credit_note' THEN -net ELSE net END AS net
    FROM sales.invoice AS i
    WHERE issued_on IS NOT NULL AND kind <> 'down_payment'
        AND NOT EXISTS (SELECT FROM sales.invoice AS c WHERE c.id = i.corrects_id AND c.kind = 'down_payment')
        AND NOT EXISTS (SELECT FROM till.till_receipt_invoice AS r WHERE r.invoice_id = i.id)
    UNION ALL
    SELECT r.customer_id, t.agency_id, r.business_date, r.net
    FROM till.till_receipt AS r JOIN till.till AS t ON t.id = r.till_id
    WHERE r.customer_id IS NOT NULL AND NOT r.is_training
)
SELECT coalesce(sum(net), 0) AS revenue_of_top10 FROM (
    SELECT sum(net) AS net FROM documents
    WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s)
    GROUP BY customer_id ORDER BY sum(net) DESC LIMIT 10
) AS largest;

SELECT count(*) AS new_prospects FROM crm.customer
WHERE prospect_since BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

SELECT count(*) AS sales_appointments
FROM planning.appointment AS a
JOIN core.agency AS g ON g.id = a.agency_id JOIN core.company AS c ON c.id = g.company_id
WHERE a.kind = 'sales' AND a.state = 'held'
    AND (a.starts_at AT TIME ZONE c.time_zone)::date BETWEEN %(first)s AND %(last)s
    AND (%(agency)s::bigint IS NULL OR a.agency_id = %(agency)s);

SELECT count(*) AS orders_confirmed FROM sales.sales_order
WHERE confirmed_on BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);
