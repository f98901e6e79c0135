"""The books balance, hold every document once, and tie to what customers owe."""

INVARIANTS = {
    "entries balance": """
        SELECT e.id, e.amount, sum(l.debit), sum(l.credit) FROM accounting.journal_entry AS e
        LEFT JOIN accounting.entry_line AS l ON l.journal_entry_id = e.id
        GROUP BY e.id
        HAVING (sum(l.debit), sum(l.credit)) IS DISTINCT FROM (e.amount, e.amount)""",
    "entries are in their year, in order": """
        SELECT e.id, e.entry_date FROM accounting.journal_entry AS e
        JOIN core.fiscal_year AS y ON y.id = e.fiscal_year_id
        LEFT JOIN accounting.journal_entry AS b
            ON b.fiscal_year_id = e.fiscal_year_id AND b.number = e.previous_number
        WHERE e.entry_date NOT BETWEEN y.starts_on AND y.ends_on OR b.validated_at > e.validated_at""",
    "lines of a subledger name a party": """
        SELECT l.id FROM accounting.entry_line AS l JOIN accounting.account AS a ON a.id = l.account_id
        WHERE a.subledger IS NOT NULL AND l.party_id IS NULL""",
    "matchings sum to zero, of one account and party": """
        SELECT m.id, sum(l.debit - l.credit) FROM accounting.matching AS m
        LEFT JOIN accounting.matching_line AS ml ON ml.matching_id = m.id
        LEFT JOIN accounting.entry_line AS l ON l.id = ml.entry_line_id
        GROUP BY m.id
        HAVING coalesce(sum(l.debit - l.credit), 1) <> 0
            OR bool_or((l.account_id, l.party_id) IS DISTINCT FROM (m.account_id, m.party_id))""",
    "every document is in the books": """
        SELECT 'invoice', i.id FROM sales.invoice AS i
        LEFT JOIN accounting.journal_entry AS e ON e.invoice_id = i.id WHERE e.id IS NULL
        UNION ALL
        SELECT 'payment', p.id FROM payments.payment AS p
        LEFT JOIN accounting.journal_entry AS e ON e.payment_id = p.id WHERE e.id IS NULL
        UNION ALL
        SELECT 'cancellation', c.id FROM payments.payment_cancellation AS c
        LEFT JOIN accounting.journal_entry AS e ON e.payment_cancellation_id = c.id WHERE e.id IS NULL
        UNION ALL
        SELECT 'slip', s.id FROM payments.deposit_slip AS s
        LEFT JOIN accounting.journal_entry AS e ON e.deposit_slip_id = s.id WHERE e.id IS NULL
        UNION ALL
        SELECT 'supplier invoice', s.id FROM purchasing.supplier_invoice AS s
        LEFT JOIN accounting.journal_entry AS e ON e.supplier_invoice_id = s.id WHERE e.id IS NULL
        UNION ALL
        SELECT 'supplier payment', s.id FROM purchasing.supplier_payment AS s
        LEFT JOIN accounting.journal_entry AS e ON e.supplier_payment_id = s.id WHERE e.id IS NULL""",
    "customers owe in the books what they owe on documents": """
        WITH owed AS (
            SELECT i.customer_id, sum(
                (s.amount - coalesce(a.settled, 0)) * CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END
            ) AS amount
            FROM sales.instalment AS s JOIN sales.invoice AS i ON i.id = s.invoice_id
            LEFT JOIN (
                SELECT instalment_id, sum(amount) AS settled FROM sales.payment_allocation
                WHERE undone_on IS NULL GROUP BY 1
            ) AS a ON a.instalment_id = s.id
            GROUP BY 1
        ), given AS (
            SELECT i.customer_id, sum(a.amount) AS amount FROM sales.payment_allocation AS a
            JOIN sales.invoice AS i ON i.id = a.credit_note_id WHERE a.undone_on IS NULL GROUP BY 1
        ), ahead AS (
            SELECT p.customer_id, sum(p.amount - coalesce(a.used, 0)) AS amount
            FROM payments.payment AS p
            LEFT JOIN payments.payment_cancellation AS c ON c.payment_id = p.id
            LEFT JOIN (
                SELECT payment_id, sum(amount) AS used FROM sales.payment_allocation
                WHERE undone_on IS NULL GROUP BY 1
            ) AS a ON a.payment_id = p.id
            WHERE c.id IS NULL AND p.direction = 'received' GROUP BY 1
        ), booked AS (
            SELECT u.id AS customer_id, sum(l.debit - l.credit) AS amount
            FROM accounting.entry_line AS l
            JOIN accounting.account AS n ON n.id = l.account_id AND n.number IN ('411000', '411700')
            JOIN crm.customer AS u ON u.party_id = l.party_id
            GROUP BY 1
        )
        SELECT b.customer_id, b.amount, o.amount, g.amount, p.amount FROM booked AS b
        LEFT JOIN owed AS o USING (customer_id)
        LEFT JOIN given AS g USING (customer_id)
        LEFT JOIN ahead AS p USING (customer_id)
        WHERE b.amount <> coalesce(o.amount, 0) + coalesce(g.amount, 0) - coalesce(p.amount, 0)""",
    "what is deducted of down payments leaves their account": """
        SELECT sum(l.debit - l.credit), (
            SELECT sum(d.net) - (SELECT sum(net) FROM sales.invoice WHERE kind = 'down_payment')
            FROM sales.down_payment_deduction AS d
        )
        FROM accounting.entry_line AS l JOIN accounting.account AS a ON a.id = l.account_id
        WHERE a.number = '419100'
        HAVING sum(l.debit - l.credit) <> (
            SELECT sum(d.net) - (SELECT sum(net) FROM sales.invoice WHERE kind = 'down_payment')
            FROM sales.down_payment_deduction AS d
        )""",
}
