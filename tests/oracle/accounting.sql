-- Comptabilité: the revenue of the ledger.

SELECT coalesce(sum(l.credit - l.debit), 0) AS ledger_revenue
FROM accounting.entry_line AS l
JOIN accounting.journal_entry AS e ON e.id = l.journal_entry_id JOIN accounting.account AS a ON a.id = l.account_id
WHERE left(a.number, 2) = '70' AND e.entry_date BETWEEN %(first)s AND %(last)s
    AND (%(agency)s::bigint IS NULL OR e.agency_id = %(agency)s);
