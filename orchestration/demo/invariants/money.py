"""Payments settle what is due and no more; slips, tills and books hold their sums."""

INVARIANTS = {
    "an instalment is settled at most whole": """
        SELECT s.id, s.amount, sum(a.amount) FROM sales.instalment AS s
        JOIN sales.payment_allocation AS a ON a.instalment_id = s.id AND a.undone_on IS NULL
        GROUP BY s.id HAVING sum(a.amount) > s.amount""",
    "a payment settles at most its amount": """
        SELECT p.id, p.amount, sum(a.amount) FROM payments.payment AS p
        JOIN sales.payment_allocation AS a ON a.payment_id = p.id AND a.undone_on IS NULL
        GROUP BY p.id HAVING sum(a.amount) > p.amount""",
    "a canceled payment settles nothing": """
        SELECT a.id FROM payments.payment_cancellation AS c
        JOIN sales.payment_allocation AS a ON a.payment_id = c.payment_id
        WHERE a.undone_on IS NULL""",
    "credits are given at most once": """
        SELECT i.id, i.gross, sum(used.amount) FROM sales.invoice AS i
        JOIN (
            SELECT credit_note_id AS id, amount FROM sales.payment_allocation
            WHERE credit_note_id IS NOT NULL AND undone_on IS NULL
            UNION ALL
            SELECT s.invoice_id, a.amount FROM sales.payment_allocation AS a
            JOIN sales.instalment AS s ON s.id = a.instalment_id
            WHERE a.undone_on IS NULL
        ) AS used ON used.id = i.id
        WHERE i.kind = 'credit_note'
        GROUP BY i.id HAVING sum(used.amount) > i.gross""",
    "each settlement is of its kind": """
        SELECT a.id, i.kind, p.direction, c.kind FROM sales.payment_allocation AS a
        JOIN sales.instalment AS s ON s.id = a.instalment_id
        JOIN sales.invoice AS i ON i.id = s.invoice_id
        LEFT JOIN payments.payment AS p ON p.id = a.payment_id
        LEFT JOIN sales.invoice AS c ON c.id = a.credit_note_id
        WHERE coalesce(p.direction, c.kind) <> ALL (
            CASE i.kind WHEN 'credit_note' THEN ARRAY['refund'] ELSE ARRAY['received', 'credit_note'] END
        ) OR coalesce(p.received_on, c.issued_on) > a.allocated_on""",
    "one customer pays what it owes": """
        SELECT a.id FROM sales.payment_allocation AS a
        JOIN sales.instalment AS s ON s.id = a.instalment_id
        JOIN sales.invoice AS i ON i.id = s.invoice_id
        JOIN payments.payment AS p ON p.id = a.payment_id
        WHERE p.customer_id <> i.customer_id""",
    "reminders ask for what is late and due": """
        SELECT l.id, s.due_on, n.sent_on, l.amount_gross, s.amount - coalesce(sum(a.amount), 0)
        FROM sales.dunning_notice_line AS l
        JOIN sales.dunning_notice AS n ON n.id = l.dunning_notice_id
        JOIN sales.instalment AS s ON s.id = l.instalment_id
        LEFT JOIN sales.payment_allocation AS a
            ON a.instalment_id = s.id AND a.allocated_on <= n.sent_on
            AND (a.undone_on IS NULL OR a.undone_on > n.sent_on)
        GROUP BY l.id, s.id, n.id
        HAVING s.due_on >= n.sent_on OR l.amount_gross > s.amount - coalesce(sum(a.amount), 0)""",
    "no reminder of what is disputed": """
        SELECT l.id FROM sales.dunning_notice_line AS l
        JOIN sales.dunning_notice AS n ON n.id = l.dunning_notice_id
        JOIN sales.instalment AS s ON s.id = l.instalment_id
        JOIN sales.invoice_dispute AS d ON d.invoice_id = s.invoice_id
        WHERE n.sent_on BETWEEN d.opened_on AND coalesce(d.closed_on, 'infinity')""",
    "reminders add up": """
        SELECT n.id, n.amount_gross, sum(l.amount_gross) FROM sales.dunning_notice AS n
        LEFT JOIN sales.dunning_notice_line AS l ON l.dunning_notice_id = n.id
        GROUP BY n.id
        HAVING (n.amount_gross, n.interest, n.indemnity)
            IS DISTINCT FROM (sum(l.amount_gross), sum(l.interest), sum(l.indemnity))""",
    "slips hold their cheques": """
        SELECT s.id, s.total, sum(p.amount) FROM payments.deposit_slip AS s
        LEFT JOIN payments.deposit_slip_line AS l ON l.deposit_slip_id = s.id
        LEFT JOIN payments.payment AS p ON p.id = l.payment_id
        GROUP BY s.id HAVING s.total IS DISTINCT FROM sum(p.amount)""",
    "only cheques are deposited, not before their date": """
        SELECT l.id FROM payments.deposit_slip_line AS l
        JOIN payments.deposit_slip AS s ON s.id = l.deposit_slip_id
        JOIN payments.payment AS p ON p.id = l.payment_id
        JOIN payments.payment_method AS m ON m.id = p.payment_method_id
        LEFT JOIN payments.payment_cancellation AS c ON c.payment_id = p.id
        WHERE m.kind <> 'cheque' OR p.direction <> 'received'
            OR coalesce(p.not_before, p.received_on) > s.deposited_on
            OR c.canceled_on <= s.deposited_on""",
    "payment terms make the whole": """
        SELECT payment_terms_id FROM payments.payment_terms_line
        GROUP BY 1 HAVING sum(percentage) <> 100""",
    "receipts add up": """
        SELECT r.id FROM till.till_receipt AS r
        LEFT JOIN (
            SELECT till_receipt_id AS id, count(*) AS n, sum(net) AS net, sum(vat) AS vat, sum(gross) AS gross
            FROM till.till_receipt_line GROUP BY 1
        ) AS l ON l.id = r.id
        LEFT JOIN (
            SELECT till_receipt_id AS id, sum(net) AS net, sum(vat) AS vat
            FROM till.till_receipt_vat GROUP BY 1
        ) AS v ON v.id = r.id
        LEFT JOIN (
            SELECT till_receipt_id AS id, sum(amount) AS amount, min(sign(amount)) AS way
            FROM till.till_receipt_payment GROUP BY 1
        ) AS p ON p.id = r.id
        WHERE (r.line_count, r.net, r.vat, r.gross) IS DISTINCT FROM (l.n, l.net, l.vat, l.gross)
            OR (r.net, r.vat, r.gross, sign(r.gross))
                IS DISTINCT FROM (v.net, v.vat, p.amount, p.way)""",
    "receipts are in order, in their session, before a closing": """
        SELECT r.id FROM till.till_receipt AS r
        JOIN till.till_session AS s ON s.id = r.till_session_id
        LEFT JOIN till.till_receipt AS b ON b.till_id = r.till_id AND b.number = r.previous_number
        WHERE r.at NOT BETWEEN s.opened_at AND coalesce(s.closed_at, 'infinity')
            OR b.at > r.at OR b.business_date > r.business_date""",
    "a void is the opposite of its receipt": """
        SELECT v.id FROM till.till_receipt AS v JOIN till.till_receipt AS r ON r.id = v.opposite_of_id
        WHERE v.kind = 'void' AND (
            r.kind = 'void' OR (r.till_id, r.line_count, r.net, r.vat, r.gross)
                <> (v.till_id, v.line_count, -v.net, -v.vat, -v.gross)
        )""",
    "no line comes back more than it was sold": """
        SELECT s.id, s.quantity, sum(l.quantity) FROM till.till_receipt_line AS l
        JOIN till.till_receipt_line AS s ON s.id = l.returned_line_id
        GROUP BY s.id HAVING s.quantity + sum(l.quantity) < 0""",
    "closings cover the receipts since the one before": """
        SELECT c.id, c.kind, c.number, c.receipt_count, c.gross FROM (
            SELECT c.*, lag(last_receipt_number, 1, 0::bigint) OVER closings AS after,
                   lag(perpetual_gross, 1, 0) OVER closings AS gross_before,
                   lag(perpetual_absolute, 1, 0) OVER closings AS absolute_before,
                   lag(at) OVER closings AS at_before
            FROM till.till_closing AS c
            WINDOW closings AS (PARTITION BY till_id, kind ORDER BY number)
        ) AS c
        LEFT JOIN till.till_receipt AS r
            ON r.till_id = c.till_id AND r.number > c.after AND r.number <= c.last_receipt_number
        GROUP BY c.id, c.kind, c.number, c.receipt_count, c.gross, c.net, c.vat, c.absolute, c.perpetual_gross,
            c.perpetual_absolute, c.gross_before, c.absolute_before, c.period_start, c.period_end, c.at, c.at_before
        HAVING (c.receipt_count, c.net, c.vat, c.gross, c.absolute)
            IS DISTINCT FROM (count(r.id), sum(r.net), sum(r.vat), sum(r.gross), sum(abs(r.gross)))
            OR (c.perpetual_gross, c.perpetual_absolute)
                <> (c.gross_before + c.gross, c.absolute_before + c.absolute)
            OR bool_or(r.business_date NOT BETWEEN c.period_start AND c.period_end)
            OR c.at_before > c.at""",
    "closings add up": "SELECT id FROM till.faulty_closing",
    "no card spends points it has not": """
        SELECT loyalty_card_id, sum(points) FROM till.loyalty_movement
        GROUP BY 1 HAVING sum(points) < 0""",
    "cash books are in the order of dates": """
        SELECT e.id FROM till.cash_book_entry AS e
        JOIN till.cash_book_entry AS b ON b.cash_book_id = e.cash_book_id AND b.number = e.previous_number
        WHERE b.entry_date > e.entry_date""",
}
