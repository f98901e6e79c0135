"""Quotes, orders, claims and invoices add up, follow each other, and are numbered without a gap."""


def adds_up(document: str, *, lines: str, of: str, counts: str = "true", state: str) -> str:
    """Documents whose net or VAT is not that of their lines and VAT rows."""
    return f"""
        WITH lines AS (
            SELECT {of} AS id, vat_category, vat_percentage, sum(net) AS net
            FROM {lines} WHERE kind = 'item' AND {counts} GROUP BY 1, 2, 3
        ), rates AS (
            SELECT {of} AS id, vat_category, vat_percentage, net, vat FROM {document}_vat
        ), by_rate AS (
            SELECT coalesce(l.id, r.id) AS id, sum(l.net) AS lines_net, sum(r.net) AS net, sum(r.vat) AS vat,
                   bool_or(l.net IS DISTINCT FROM r.net AND coalesce(l.net, r.net) <> 0) AS differs
            FROM lines AS l
            FULL JOIN rates AS r USING (id, vat_category, vat_percentage) GROUP BY 1
        )
        SELECT d.id, d.net, s.lines_net, s.net, d.vat, s.vat
        FROM {document} AS d LEFT JOIN by_rate AS s ON s.id = d.id
        WHERE {state} AND (
            (d.net, d.net, d.vat)
                IS DISTINCT FROM (coalesce(s.lines_net, 0), coalesce(s.net, 0), coalesce(s.vat, 0))
            OR s.differs
        )"""


def gapless(kind: str, table: str, day: str, *, where: str = "true") -> str:
    """Documents of a kind not numbered 1, 2, 3… in their fiscal year, or not in the order of dates."""
    return f"""
        SELECT '{kind}', year, number, place, day, before FROM (
            SELECT split_part(reference, '-', 2)::int AS year,
                   split_part(reference, '-', 3)::int AS number,
                   {day} AS day,
                   row_number() OVER numbers AS place,
                   lag({day}) OVER numbers AS before
            FROM {table} WHERE reference IS NOT NULL AND {where}
            WINDOW numbers AS (
                PARTITION BY split_part(reference, '-', 2)
                ORDER BY split_part(reference, '-', 3)::int
            )
        ) AS numbered
        WHERE number <> place OR before > day OR year <> extract(year FROM day)"""


INVARIANTS = {
    "quotes add up": adds_up(
        "sales.quote",
        lines="sales.quote_line",
        of="quote_id",
        counts="is_chosen",
        state="d.state <> 'draft'",
    ),
    "orders add up": adds_up(
        "sales.sales_order",
        lines="sales.sales_order_line",
        of="sales_order_id",
        counts="order_amendment_id IS NULL",
        state="d.state <> 'draft'",
    ),
    "invoices add up": adds_up(
        "sales.invoice",
        lines="sales.invoice_line",
        of="invoice_id",
        state="d.issued_at IS NOT NULL",
    ),
    "amendments add up": """
        SELECT a.id, a.net, sum(l.net) FROM sales.order_amendment AS a
        LEFT JOIN sales.sales_order_line AS l ON l.order_amendment_id = a.id
        GROUP BY a.id HAVING a.net IS DISTINCT FROM sum(l.net)""",
    "sub-orders make their order": """
        SELECT o.id, o.net, sum(s.net) FROM sales.sales_order AS o
        LEFT JOIN sales.sub_order AS s ON s.sales_order_id = o.id
        WHERE o.invoicing_mode = 'instalments'
        GROUP BY o.id HAVING o.net IS DISTINCT FROM sum(s.net)""",
    "a canceled order is not invoiced": """
        SELECT o.id, sum(CASE i.kind WHEN 'credit_note' THEN -i.net ELSE i.net END)
        FROM sales.sales_order AS o JOIN sales.invoice AS i ON i.sales_order_id = o.id
        WHERE o.state = 'canceled' AND i.kind <> 'down_payment'
        GROUP BY o.id HAVING sum(CASE i.kind WHEN 'credit_note' THEN -i.net ELSE i.net END) <> 0""",
    "what is invoiced of a line is at most the line": """
        SELECT l.id, l.net, sum(i.net) FROM sales.sales_order_line AS l
        JOIN sales.invoice_line AS i ON i.sales_order_line_id = l.id
        WHERE i.corrects_line_id IS NULL
        GROUP BY l.id HAVING sum(i.net) > l.net""",
    "claims follow each other": """
        SELECT * FROM (
            SELECT id, number, claimed_on, lag(claimed_on) OVER claims AS before,
                   lag(is_final) OVER claims AS ended, row_number() OVER claims AS place
            FROM sales.progress_claim
            WINDOW claims AS (PARTITION BY sales_order_id ORDER BY number)
        ) AS claimed WHERE before > claimed_on OR ended OR number <> place""",
    "claim lines bill the cumulative difference": """
        SELECT * FROM (
            SELECT p.id, p.cumulative_net, round(l.net * p.progress / 100, 2) AS cumulative,
                   p.previous_net, coalesce(sum(p.net) OVER (
                       PARTITION BY p.sales_order_line_id ORDER BY c.number
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                   ), 0) AS previous
            FROM sales.progress_claim_line AS p
            JOIN sales.progress_claim AS c ON c.id = p.progress_claim_id
            JOIN sales.sales_order_line AS l
                ON l.id = p.sales_order_line_id AND l.sales_order_id = c.sales_order_id
        ) AS claimed WHERE (cumulative_net, previous_net) <> (cumulative, previous)""",
    "instalments make what is to be paid": """
        SELECT i.id, i.gross - i.deducted_gross, sum(s.amount), i.retention_gross
        FROM sales.invoice AS i LEFT JOIN sales.instalment AS s ON s.invoice_id = i.id
        GROUP BY i.id
        HAVING coalesce(sum(s.amount), 0) <> i.gross - i.deducted_gross
            OR coalesce(sum(s.amount) FILTER (WHERE s.kind = 'retention'), 0) <> i.retention_gross""",
    "deductions are those of the invoice": """
        SELECT i.id, i.deducted_gross, sum(d.gross) FROM sales.invoice AS i
        LEFT JOIN sales.down_payment_deduction AS d ON d.invoice_id = i.id
        GROUP BY i.id HAVING i.deducted_gross <> coalesce(sum(d.gross), 0)""",
    "a down payment is deducted at most whole, from its customer": """
        SELECT p.id, p.gross, sum(d.gross) FROM sales.down_payment_deduction AS d
        JOIN sales.invoice AS p ON p.id = d.down_payment_id
        JOIN sales.invoice AS i ON i.id = d.invoice_id
        GROUP BY p.id
        HAVING sum(d.gross) > p.gross OR p.kind <> 'down_payment'
            OR bool_or(i.customer_id <> p.customer_id)""",
    "credit notes stay within what they correct": """
        SELECT i.id, i.gross, sum(c.gross) FROM sales.invoice AS c
        JOIN sales.invoice AS i ON i.id = c.corrects_id
        GROUP BY i.id
        HAVING sum(c.gross) > i.gross OR i.kind = 'credit_note' OR min(c.issued_on) < i.issued_on""",
    "no correction of what is deducted or claimed again": """
        SELECT i.id FROM sales.invoice AS c JOIN sales.invoice AS i ON i.id = c.corrects_id
        WHERE EXISTS (SELECT FROM sales.down_payment_deduction WHERE down_payment_id = i.id)
            OR EXISTS (
                SELECT FROM sales.progress_claim AS p
                JOIN sales.progress_claim AS later
                    ON later.sales_order_id = p.sales_order_id AND later.number > p.number
                WHERE p.id = i.progress_claim_id
            )""",
    "contracts add up": """
        SELECT c.id, c.yearly_net, sum(l.yearly_net) FROM contracts.service_contract AS c
        LEFT JOIN contracts.contract_line AS l ON l.service_contract_id = c.id
        WHERE c.state <> 'draft'
        GROUP BY c.id HAVING c.yearly_net IS DISTINCT FROM sum(l.yearly_net)""",
    "periods and visits are in the term of their contract": """
        SELECT c.id FROM contracts.service_contract AS c
        JOIN contracts.contract_period AS p ON p.service_contract_id = c.id
        WHERE p.starts_on < c.starts_on OR p.ends_on > c.ends_on
        UNION ALL
        SELECT c.id FROM contracts.service_contract AS c
        JOIN contracts.contract_visit AS v ON v.service_contract_id = c.id
        WHERE v.due_on NOT BETWEEN c.starts_on AND c.ends_on""",
    "a renewal starts the day after": """
        SELECT r.id, old.ends_on, new.starts_on FROM contracts.contract_renewal AS r
        JOIN contracts.service_contract AS old ON old.id = r.old_contract_id
        JOIN contracts.service_contract AS new ON new.id = r.new_contract_id
        WHERE new.starts_on <> old.ends_on + 1""",
    "quotes are numbered": gapless("quote", "sales.quote", "drafted_on", where="revision = 1"),
    "orders are numbered": gapless("order", "sales.sales_order", "confirmed_on"),
    "delivery notes are numbered": gapless("note", "sales.delivery_note", "delivered_on"),
    "invoices are numbered": gapless(
        "invoice", "sales.invoice", "issued_on", where="kind <> 'credit_note'"
    ),
    "credit notes are numbered": gapless(
        "credit note", "sales.invoice", "issued_on", where="kind = 'credit_note'"
    ),
    "payments are numbered": gapless("payment", "payments.payment", "received_on"),
    "supplier invoices are numbered": gapless(
        "supplier invoice",
        "purchasing.supplier_invoice",
        "(recorded_at AT TIME ZONE 'Europe/Paris')::date",
    ),
}
