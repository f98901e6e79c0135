-- Achats et stock: what was received, what it is worth, how fast it goes.

-- A return is negative on its line. Goods sent straight to a site are the agency's that bought them.
WITH lines AS (
    SELECT r.received_on, l.promised_on, l.quantity, l.net
    FROM purchasing.goods_receipt AS r
    JOIN purchasing.goods_receipt_line AS l ON l.goods_receipt_id = r.id
    LEFT JOIN stock.warehouse AS w ON w.id = r.warehouse_id
    WHERE r.issued_at IS NOT NULL AND r.received_on BETWEEN %(first)s AND %(last)s
        AND (%(agency)s::bigint IS NULL OR coalesce(w.agency_id, r.agency_id) = %(agency)s)
)
SELECT coalesce(sum(net), 0) AS purchases,
       count(promised_on) FILTER (WHERE quantity > 0) AS receipts_promised,
       count(*) FILTER (WHERE quantity > 0 AND received_on <= promised_on) AS receipts_on_time
FROM lines;

-- At the end of the period, and at the ends of the eleven months before its month.
WITH ends AS (
    SELECT %(last)s::date AS day, true AS is_last
    UNION ALL
    SELECT (date_trunc('month', %(last)s::timestamp) - make_interval(months => n) - INTERVAL '1 day')::date, false
    FROM generate_series(0, 10) AS n
),
-- Agencies share the value of an item, to the cent, in the order of their numbers.
quantities AS (
    SELECT e.day, e.is_last, m.item_id,
           sum(m.quantity) FILTER (WHERE %(agency)s::bigint IS NULL OR w.agency_id <= %(agency)s) AS quantity,
           coalesce(sum(m.quantity) FILTER (WHERE w.agency_id < %(agency)s), 0) AS others
    FROM ends AS e
    JOIN stock.stock_movement AS m ON m.moved_on <= e.day
    JOIN stock.warehouse AS w ON w.id = m.warehouse_id
    GROUP BY 1, 2, 3
),
priced AS (
    SELECT q.*, (
        SELECT v.average_unit_cost
        FROM stock.stock_movement AS m JOIN stock.stock_valuation AS v ON v.stock_movement_id = m.id
        WHERE m.item_id = q.item_id AND m.moved_on <= q.day
        ORDER BY m.moved_on DESC, m.id DESC LIMIT 1
    ) AS cost
    FROM quantities AS q
),
worth AS (SELECT is_last, round(quantity * cost, 2) - round(others * cost, 2) AS value FROM priced)
SELECT coalesce(sum(value) FILTER (WHERE is_last), 0) AS stock_value,
       coalesce(sum(value), 0) AS stock_values_of_12_ends
FROM worth;

-- What was delivered or used, less what came back, at the cost it moved at.
SELECT coalesce(sum(round(-m.quantity * v.unit_cost, 2)), 0) AS goods_issued
FROM stock.stock_movement AS m
JOIN stock.stock_valuation AS v ON v.stock_movement_id = m.id
JOIN stock.warehouse AS w ON w.id = m.warehouse_id
WHERE m.kind IN ('delivery', 'consumption', 'return')
    AND m.moved_on <= %(last)s AND m.moved_on > (%(last)s::date - INTERVAL '12 months')::date
    AND (%(agency)s::bigint IS NULL OR w.agency_id = %(agency)s);

SELECT coalesce(sum(m.quantity), 0) AS stock_quantity
FROM stock.stock_movement AS m JOIN stock.warehouse AS w ON w.id = m.warehouse_id
WHERE m.moved_on <= %(last)s AND (%(agency)s::bigint IS NULL OR w.agency_id = %(agency)s);
