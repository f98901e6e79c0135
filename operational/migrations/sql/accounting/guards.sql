-- Accounting: entries balance, and what was validated, filed or exported does not change.

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON accounting.journal_entry
    FOR EACH ROW WHEN (OLD.validated_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION accounting.keep_line() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM accounting.journal_entry
    WHERE id = OLD.journal_entry_id AND validated_at IS NOT NULL FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'entry id % is validated: % of a line refused', OLD.journal_entry_id,
            TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON accounting.entry_line
    FOR EACH ROW EXECUTE FUNCTION accounting.keep_line();

-- The entries whose debits or credits do not sum to their amount: none, ever. As the amount of a
-- validated entry is frozen, no line can be added to it either.
CREATE VIEW accounting.faulty_entry AS
SELECT e.id, e.piece_reference, e.amount, sums.debit, sums.credit
FROM accounting.journal_entry AS e
CROSS JOIN LATERAL (
    SELECT coalesce(sum(l.debit), 0) AS debit, coalesce(sum(l.credit), 0) AS credit
    FROM accounting.entry_line AS l WHERE l.journal_entry_id = e.id
) AS sums
WHERE (sums.debit, sums.credit) <> (e.amount, e.amount);

CREATE FUNCTION accounting.refuse_faulty_entry() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    entry bigint;
    faulty record;
BEGIN
    IF TG_TABLE_NAME = 'journal_entry' THEN
        entry := NEW.id;
    ELSE
        entry := coalesce(NEW.journal_entry_id, OLD.journal_entry_id);
    END IF;
    SELECT * INTO faulty FROM accounting.faulty_entry WHERE id = entry;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % of % does not balance: debit %, credit %',
            faulty.piece_reference, faulty.amount, faulty.debit, faulty.credit
            USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER balanced AFTER INSERT OR UPDATE OF amount ON accounting.journal_entry
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION accounting.refuse_faulty_entry();
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT OR UPDATE OR DELETE ON accounting.entry_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION accounting.refuse_faulty_entry();

-- An entry is of one company, dated in an open fiscal year of it, and validated in order.
CREATE FUNCTION accounting.check_entries() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT n.piece_reference, n.entry_date, y.code, y.closed_at INTO wrong
    FROM new_rows AS n
    JOIN core.fiscal_year AS y ON y.id = n.fiscal_year_id
    JOIN accounting.journal AS j ON j.id = n.journal_id
    WHERE n.entry_date NOT BETWEEN y.starts_on AND y.ends_on
        OR y.closed_at IS NOT NULL
        OR (y.company_id, j.company_id) <> (n.company_id, n.company_id)
    LIMIT 1;
    IF wrong.closed_at IS NOT NULL THEN
        RAISE EXCEPTION 'entry %: fiscal year % is closed since %', wrong.piece_reference,
            wrong.code, wrong.closed_at USING ERRCODE = 'QU001';
    ELSIF wrong.code IS NOT NULL THEN
        RAISE EXCEPTION 'entry %: % is not in fiscal year % of the company of its journal',
            wrong.piece_reference, wrong.entry_date, wrong.code USING ERRCODE = 'QU005';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER in_year AFTER INSERT ON accounting.journal_entry
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION accounting.check_entries();
CREATE TRIGGER in_year_still AFTER UPDATE ON accounting.journal_entry
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION accounting.check_entries();
CREATE TRIGGER in_order AFTER INSERT ON accounting.journal_entry
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION core.check_order('validated_at', 'fiscal_year_id');
CREATE TRIGGER in_order_still AFTER UPDATE ON accounting.journal_entry
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION core.check_order('validated_at', 'fiscal_year_id');

-- A line is on an account of its entry's company, and names a party where there is a subledger.
CREATE FUNCTION accounting.check_lines() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT a.number, e.piece_reference INTO wrong
    FROM new_rows AS n
    JOIN accounting.account AS a ON a.id = n.account_id
    JOIN accounting.journal_entry AS e ON e.id = n.journal_entry_id
    WHERE a.company_id <> e.company_id OR (a.subledger IS NOT NULL AND n.party_id IS NULL)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry %: account % is another company''s, or wants a party',
            wrong.piece_reference, wrong.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_line_account_and_party',
                TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER account_and_party AFTER INSERT ON accounting.entry_line
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION accounting.check_lines();
CREATE TRIGGER account_and_party_still AFTER UPDATE ON accounting.entry_line
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION accounting.check_lines();

-- The matchings said complete that do not sum to zero, or hold another account's or party's line.
CREATE VIEW accounting.faulty_matching AS
SELECT m.id, m.code
FROM accounting.matching AS m
CROSS JOIN LATERAL (
    SELECT coalesce(sum(l.debit - l.credit), 0) AS balance,
           coalesce(bool_and(
               l.account_id = m.account_id AND l.party_id IS NOT DISTINCT FROM m.party_id
           ), m.completed_on IS NULL) AS of_one
    FROM accounting.matching_line AS ml
    JOIN accounting.entry_line AS l ON l.id = ml.entry_line_id
    WHERE ml.matching_id = m.id
) AS lines
WHERE NOT lines.of_one OR (m.completed_on IS NOT NULL AND lines.balance <> 0);

CREATE FUNCTION accounting.refuse_faulty_matching() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    matching bigint;
    faulty record;
BEGIN
    IF TG_TABLE_NAME = 'matching' THEN
        matching := NEW.id;
    ELSE
        matching := coalesce(NEW.matching_id, OLD.matching_id);
    END IF;
    SELECT * INTO faulty FROM accounting.faulty_matching WHERE id = matching;
    IF FOUND THEN
        RAISE EXCEPTION 'matching %: its lines are not of one account and party, or not zero',
            faulty.code USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT OR UPDATE ON accounting.matching
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION accounting.refuse_faulty_matching();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT OR UPDATE OR DELETE ON accounting.matching_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION accounting.refuse_faulty_matching();

-- What was filed stays as it was filed.
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON accounting.vat_return
    FOR EACH ROW WHEN (OLD.state = 'filed')
    EXECUTE FUNCTION core.refuse_other_changes('journal_entry_id');
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON accounting.electronic_report
    FOR EACH ROW WHEN (OLD.state = 'filed') EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION accounting.require_draft(state text, what text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF state = 'filed' THEN
        RAISE EXCEPTION '% is filed: its lines are frozen', what USING ERRCODE = 'QU001';
    END IF;
END
$$;

CREATE FUNCTION accounting.keep_return_line() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM accounting.require_draft(r.state, 'VAT return id ' || r.id)
    FROM accounting.vat_return AS r
    WHERE r.id IN (OLD.vat_return_id, NEW.vat_return_id) FOR SHARE;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON accounting.vat_return_line
    FOR EACH ROW EXECUTE FUNCTION accounting.keep_return_line();

CREATE FUNCTION accounting.keep_report_line() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM accounting.require_draft(r.state, 'electronic report id ' || r.id)
    FROM accounting.electronic_report AS r
    WHERE r.id IN (OLD.electronic_report_id, NEW.electronic_report_id) FOR SHARE;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON accounting.electronic_report_line
    FOR EACH ROW EXECUTE FUNCTION accounting.keep_report_line();

-- Only validated entries are exported; an export can only be canceled, once.
CREATE FUNCTION accounting.check_exported() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    draft record;
BEGIN
    SELECT e.piece_reference INTO draft
    FROM new_rows AS n
    JOIN accounting.journal_entry AS e ON e.id = n.journal_entry_id
    WHERE e.validated_at IS NULL
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is a draft: not exported', draft.piece_reference
            USING ERRCODE = 'QU004';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER validated AFTER INSERT ON accounting.export_batch_entry
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION accounting.check_exported();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON accounting.export_batch_entry
    FOR EACH ROW WHEN (OLD.canceled_at IS NULL)
    EXECUTE FUNCTION core.refuse_other_changes('canceled_at', 'canceled_by_id');
CREATE TRIGGER frozen_canceled BEFORE UPDATE OR DELETE ON accounting.export_batch_entry
    FOR EACH ROW WHEN (OLD.canceled_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON accounting.export_batch
    FOR EACH ROW WHEN (OLD.canceled_at IS NULL)
    EXECUTE FUNCTION core.refuse_other_changes(
        'file_id', 'canceled_at', 'canceled_by_id', 'cancel_reason'
    );
CREATE TRIGGER frozen_canceled BEFORE UPDATE OR DELETE ON accounting.export_batch
    FOR EACH ROW WHEN (OLD.canceled_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

SELECT core.make_append_only('accounting.fec_export');

-- The bank statements whose lines do not lead from one balance to the other: none, ever.
CREATE VIEW accounting.faulty_statement AS
SELECT s.id, s.reference
FROM accounting.bank_statement AS s
WHERE s.closing_balance - s.opening_balance <> (
    SELECT coalesce(sum(l.amount), 0) FROM accounting.bank_statement_line AS l
    WHERE l.bank_statement_id = s.id
);

CREATE FUNCTION accounting.refuse_faulty_statement() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    statement bigint;
    faulty record;
BEGIN
    IF TG_TABLE_NAME = 'bank_statement' THEN
        statement := NEW.id;
    ELSE
        statement := coalesce(NEW.bank_statement_id, OLD.bank_statement_id);
    END IF;
    SELECT * INTO faulty FROM accounting.faulty_statement WHERE id = statement;
    IF FOUND THEN
        RAISE EXCEPTION 'bank statement % does not add up', faulty.reference
            USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT OR UPDATE ON accounting.bank_statement
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION accounting.refuse_faulty_statement();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT OR UPDATE OR DELETE
    ON accounting.bank_statement_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION accounting.refuse_faulty_statement();

-- The lines of the books seen on a statement line sum to no more than it, the same way.
CREATE FUNCTION accounting.check_reconciled() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    moved numeric;
    reconciled numeric;
BEGIN
    SELECT amount INTO moved FROM accounting.bank_statement_line
    WHERE id = NEW.bank_statement_line_id FOR NO KEY UPDATE;
    SELECT sum(l.debit - l.credit) INTO reconciled
    FROM accounting.bank_reconciliation AS r
    JOIN accounting.entry_line AS l ON l.id = r.entry_line_id
    WHERE r.bank_statement_line_id = NEW.bank_statement_line_id;
    IF sign(reconciled) <> sign(moved) OR abs(reconciled) > abs(moved) THEN
        RAISE EXCEPTION 'statement line id % moved %: % reconciled with it',
            NEW.bank_statement_line_id, moved, reconciled USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER within_line AFTER INSERT OR UPDATE ON accounting.bank_reconciliation
    FOR EACH ROW EXECUTE FUNCTION accounting.check_reconciled();
