"""Goods: levels are the sum of movements, values their replay; purchases stay within their orders."""

INVARIANTS = {
    "levels are the sum of movements": "SELECT * FROM stock.wrong_levels()",
    "quantities run on": """
        SELECT * FROM (
            SELECT m.id, v.quantity_after, sum(m.quantity) OVER (
                PARTITION BY m.item_id ORDER BY m.moved_on, m.id
            ) AS moved
            FROM stock.stock_movement AS m
            LEFT JOIN stock.stock_valuation AS v ON v.stock_movement_id = m.id
        ) AS run WHERE quantity_after IS DISTINCT FROM moved""",
    "averages are the last value": """
        SELECT * FROM (
            SELECT DISTINCT ON (m.item_id) m.item_id, v.quantity_after, v.average_unit_cost
            FROM stock.stock_movement AS m
            JOIN stock.stock_valuation AS v ON v.stock_movement_id = m.id
            ORDER BY m.item_id, m.moved_on DESC, m.id DESC
        ) AS last
        FULL JOIN stock.average_cost AS a USING (item_id)
        WHERE (a.quantity, a.unit_cost) IS DISTINCT FROM (quantity_after, average_unit_cost)""",
    "only entries move an average": """
        SELECT * FROM (
            SELECT m.id, m.kind, v.average_unit_cost, lag(v.average_unit_cost, 1, 0.0) OVER (
                PARTITION BY m.item_id ORDER BY m.moved_on, m.id
            ) AS before, v.unit_cost
            FROM stock.stock_movement AS m JOIN stock.stock_valuation AS v ON v.stock_movement_id = m.id
        ) AS run
        WHERE kind NOT IN ('opening', 'receipt', 'return')
            AND (average_unit_cost, unit_cost) <> (before, before)""",
    "goods are stocked where their company is": """
        SELECT l.id FROM stock.stock_level AS l
        JOIN catalog.item AS i ON i.id = l.item_id
        JOIN stock.warehouse AS w ON w.id = l.warehouse_id
        JOIN core.agency AS a ON a.id = w.agency_id
        WHERE NOT i.is_stocked OR a.company_id <> i.company_id""",
    "no more comes back than left": """
        SELECT o.id, o.quantity, sum(r.quantity) FROM stock.stock_movement AS r
        JOIN stock.stock_movement AS o ON o.id = r.returned_movement_id
        GROUP BY o.id HAVING o.quantity + sum(r.quantity) > 0 OR min(r.moved_on) < o.moved_on""",
    "transfers cancel out": """
        SELECT source_id, item_id FROM stock.stock_movement
        WHERE kind = 'transfer' GROUP BY 1, 2 HAVING sum(quantity) <> 0""",
    "transfers go where they say": """
        SELECT m.id FROM stock.stock_movement AS m
        LEFT JOIN stock.stock_transfer AS t ON t.id::text = m.source_id
        WHERE m.kind = 'transfer' AND m.warehouse_id IS DISTINCT FROM CASE
            WHEN m.quantity < 0 THEN t.from_warehouse_id ELSE t.to_warehouse_id END""",
    "a movement names no more pieces than it moves": """
        SELECT m.id, m.quantity, count(*) FROM stock.movement_serial AS s
        JOIN stock.stock_movement AS m ON m.id = s.stock_movement_id
        GROUP BY m.id HAVING count(*) > abs(m.quantity)""",
    "counted differences are moved": """
        SELECT l.id, l.expected_quantity, l.counted_quantity, m.quantity
        FROM stock.stock_count AS c
        JOIN stock.stock_count_line AS l ON l.stock_count_id = c.id
        LEFT JOIN stock.stock_movement AS m
            ON m.source_kind = 'stock_count_line' AND m.source_id = l.id::text
            AND m.item_id = l.item_id AND m.warehouse_id = c.warehouse_id
        WHERE c.state = 'validated'
            AND l.counted_quantity - l.expected_quantity IS DISTINCT FROM coalesce(m.quantity, 0)""",
    "purchase orders add up": """
        SELECT o.id, o.net, sum(l.net) FROM purchasing.purchase_order AS o
        LEFT JOIN purchasing.purchase_order_line AS l ON l.purchase_order_id = o.id
        GROUP BY o.id HAVING o.net IS DISTINCT FROM sum(l.net)""",
    "a received order left nothing to come": """
        SELECT o.id, l.id, l.quantity, sum(r.quantity) FROM purchasing.purchase_order AS o
        JOIN purchasing.purchase_order_line AS l ON l.purchase_order_id = o.id
        LEFT JOIN purchasing.goods_receipt_line AS r ON r.purchase_order_line_id = l.id
        WHERE o.state = 'received'
        GROUP BY o.id, l.id HAVING coalesce(sum(r.quantity), 0) < l.quantity""",
    "no more is received than ordered": """
        SELECT l.id, l.quantity, sum(r.quantity) FROM purchasing.purchase_order_line AS l
        JOIN purchasing.goods_receipt_line AS r ON r.purchase_order_line_id = l.id
        GROUP BY l.id HAVING sum(r.quantity) > l.quantity""",
    "goods receipts add up": """
        SELECT g.id, g.net, sum(l.net) FROM purchasing.goods_receipt AS g
        LEFT JOIN purchasing.goods_receipt_line AS l ON l.goods_receipt_id = g.id
        GROUP BY g.id HAVING g.net IS DISTINCT FROM sum(l.net)""",
    "projects bear at most the purchase": """
        SELECT r.id, r.net, sum(a.net) FROM purchasing.purchase_allocation AS a
        JOIN purchasing.goods_receipt_line AS r ON r.id = a.goods_receipt_line_id
        GROUP BY r.id
        HAVING abs(sum(a.net)) > abs(r.net) OR sum(a.percentage) > 100
            OR sum(a.percentage) = 100 AND sum(a.net) <> r.net""",
    "supplier invoices add up": """
        SELECT i.id, i.net, l.net, v.net, v.vat FROM purchasing.supplier_invoice AS i
        LEFT JOIN (
            SELECT supplier_invoice_id AS id, sum(net) AS net FROM purchasing.supplier_invoice_line GROUP BY 1
        ) AS l ON l.id = i.id
        LEFT JOIN (
            SELECT supplier_invoice_id AS id, sum(net) AS net, sum(vat) AS vat
            FROM purchasing.supplier_invoice_vat GROUP BY 1
        ) AS v ON v.id = i.id
        WHERE (i.net, i.net, i.vat) IS DISTINCT FROM (l.net, v.net, v.vat)""",
    "suppliers are paid what they ask": """
        SELECT i.id, i.gross, sum(a.amount) FROM purchasing.supplier_payment_allocation AS a
        JOIN purchasing.supplier_invoice AS i ON i.id = a.supplier_invoice_id
        JOIN purchasing.supplier_payment AS p ON p.id = a.supplier_payment_id
        GROUP BY i.id
        HAVING sum(a.amount) > i.gross OR bool_or(p.supplier_id <> i.supplier_id)
            OR bool_or(a.amount > p.amount)""",
    "bookings say what their appointment says": """
        SELECT b.id FROM planning.appointment_resource AS b
        JOIN planning.appointment AS a ON a.id = b.appointment_id
        JOIN planning.resource AS r ON r.id = b.resource_id
        WHERE (b.starts_at, b.ends_at, b.is_exclusive)
            <> (a.starts_at, a.ends_at, a.state = 'firm' AND r.non_overlapping)""",
    "allowances pay their trips": """
        SELECT a.id, a.kilometers, sum(t.kilometers) FROM planning.mileage_allowance AS a
        LEFT JOIN planning.mileage_trip AS t ON t.mileage_allowance_id = a.id
        GROUP BY a.id HAVING a.kilometers IS DISTINCT FROM sum(t.kilometers)""",
}
