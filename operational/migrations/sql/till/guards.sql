-- Till: records are added, never changed; their numbers, hashes and totals hold together.

SELECT core.make_append_only(record)
FROM unnest(ARRAY[
    'till.till_receipt', 'till.till_receipt_line', 'till.till_receipt_vat',
    'till.till_receipt_payment', 'till.till_receipt_invoice', 'till.till_event',
    'till.till_closing', 'till.till_closing_vat', 'till.till_closing_payment', 'till.till_archive',
    'till.cash_book_entry', 'till.cash_count', 'till.loyalty_movement'
]::regclass[]) AS record;

CREATE TRIGGER in_order AFTER INSERT ON till.till_receipt
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION core.check_order('at', 'till_id');
CREATE TRIGGER in_order_of_dates AFTER INSERT ON till.till_receipt
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION core.check_order('business_date', 'till_id');
CREATE TRIGGER in_order AFTER INSERT ON till.till_event
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION core.check_order('at', 'till_id');
CREATE TRIGGER in_order AFTER INSERT ON till.till_closing
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION core.check_order('at', 'till_id', 'kind');
CREATE TRIGGER in_order_of_dates AFTER INSERT ON till.till_closing
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION core.check_order('period_start', 'till_id', 'kind');
CREATE TRIGGER in_order AFTER INSERT ON till.till_archive
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION core.check_order('at', 'till_id');
CREATE TRIGGER in_order AFTER INSERT ON till.cash_book_entry
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION core.check_order('entry_date', 'cash_book_id');

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON till.till_session
    FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

-- A receipt belongs to the hours of its session, and to a day that is not closed.
CREATE FUNCTION till.check_receipt_time() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    late record;
BEGIN
    SELECT n.number, n.at, s.opened_at, s.closed_at INTO late
    FROM new_rows AS n
    JOIN till.till_session AS s ON s.id = n.till_session_id
    WHERE n.at < s.opened_at OR n.at > s.closed_at
    LIMIT 1;
    IF late.number IS NOT NULL THEN
        RAISE EXCEPTION 'receipt % of % is out of its session, from % to %',
            late.number, late.at, late.opened_at, late.closed_at USING ERRCODE = 'QU005';
    END IF;
    SELECT n.number, n.business_date, c.period_end INTO late
    FROM new_rows AS n
    JOIN till.till_closing AS c ON c.till_id = n.till_id AND c.period_end >= n.business_date
    LIMIT 1;
    IF late.number IS NOT NULL THEN
        RAISE EXCEPTION 'receipt % of %: the till is closed up to %',
            late.number, late.business_date, late.period_end USING ERRCODE = 'QU005';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER in_session AFTER INSERT ON till.till_receipt
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION till.check_receipt_time();

-- A void is the exact opposite of a receipt of the same till, itself no void.
CREATE FUNCTION till.check_void() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM till.till_receipt AS r
    WHERE r.id = NEW.opposite_of_id AND r.kind <> 'void'
        AND (r.till_id, r.is_training, r.line_count, r.net, r.vat, r.gross)
            = (NEW.till_id, NEW.is_training, NEW.line_count, -NEW.net, -NEW.vat, -NEW.gross);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'receipt % is not the opposite of receipt id %', NEW.number,
            NEW.opposite_of_id USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER opposite AFTER INSERT ON till.till_receipt
    FOR EACH ROW WHEN (NEW.kind = 'void') EXECUTE FUNCTION till.check_void();

-- No line comes back more than it was sold, by returns that were not voided.
CREATE FUNCTION till.check_return() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    sold numeric;
    returned numeric;
BEGIN
    SELECT quantity INTO sold FROM till.till_receipt_line
    WHERE id = NEW.returned_line_id FOR NO KEY UPDATE;
    SELECT -sum(l.quantity) INTO returned
    FROM till.till_receipt_line AS l
    WHERE l.returned_line_id = NEW.returned_line_id
        AND NOT EXISTS (
            SELECT FROM till.till_receipt AS v
            WHERE v.opposite_of_id = l.till_receipt_id AND v.kind = 'void'
        );
    IF returned > sold THEN
        RAISE EXCEPTION 'line id %: % returned of % sold', NEW.returned_line_id, returned, sold
            USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER returned_within_sold AFTER INSERT ON till.till_receipt_line
    FOR EACH ROW WHEN (NEW.returned_line_id IS NOT NULL) EXECUTE FUNCTION till.check_return();

-- The receipts that do not add up: none, ever. Read whole by checks, by receipt by the triggers.
CREATE VIEW till.faulty_receipt AS
SELECT r.id, r.till_id, r.number
FROM till.till_receipt AS r
CROSS JOIN LATERAL (
    SELECT count(*) AS n, sum(l.net) AS net, sum(l.vat) AS vat, sum(l.gross) AS gross
    FROM till.till_receipt_line AS l WHERE l.till_receipt_id = r.id
) AS lines
CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.amount), 0) AS amount,
           coalesce(bool_and(sign(p.amount) = sign(r.gross)), true) AS one_way
    FROM till.till_receipt_payment AS p WHERE p.till_receipt_id = r.id
) AS paid
WHERE lines.n <> r.line_count
    OR (lines.net, lines.vat, lines.gross) IS DISTINCT FROM (r.net, r.vat, r.gross)
    OR paid.amount <> r.gross
    OR NOT paid.one_way
    OR EXISTS (
        SELECT FROM (
            SELECT vat_category, vat_percentage, net, vat FROM till.till_receipt_line
            WHERE till_receipt_id = r.id
            UNION ALL
            SELECT vat_category, vat_percentage, -net, -vat FROM till.till_receipt_vat
            WHERE till_receipt_id = r.id
        ) AS by_rate
        GROUP BY vat_category, vat_percentage
        HAVING sum(net) <> 0 OR sum(vat) <> 0
    );

CREATE FUNCTION till.refuse_faulty_receipt() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    receipt bigint;
    faulty record;
BEGIN
    IF TG_TABLE_NAME = 'till_receipt' THEN
        receipt := NEW.id;
    ELSE
        receipt := NEW.till_receipt_id;
    END IF;
    SELECT * INTO faulty FROM till.faulty_receipt WHERE id = receipt;
    IF FOUND THEN
        RAISE EXCEPTION 'receipt % of till id % does not add up', faulty.number, faulty.till_id
            USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON till.till_receipt
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION till.refuse_faulty_receipt();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON till.till_receipt_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION till.refuse_faulty_receipt();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON till.till_receipt_vat
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION till.refuse_faulty_receipt();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON till.till_receipt_payment
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION till.refuse_faulty_receipt();

-- A closing covers every receipt since the one before, of its days only, and adds to its totals.
CREATE FUNCTION till.check_closing() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    previous till.till_closing;
    sums record;
BEGIN
    SELECT * INTO previous FROM till.till_closing
    WHERE till_id = NEW.till_id AND kind = NEW.kind AND number = NEW.previous_number;
    PERFORM FROM till.till_receipt
    WHERE till_id = NEW.till_id
        AND number > coalesce(previous.last_receipt_number, 0)
        AND (number <= NEW.last_receipt_number)
            <> (business_date BETWEEN NEW.period_start AND NEW.period_end);
    IF FOUND THEN
        RAISE EXCEPTION '% closing %: receipts up to % are not those from % to %', NEW.kind,
            NEW.number, NEW.last_receipt_number, NEW.period_start, NEW.period_end
            USING ERRCODE = 'QU005';
    END IF;
    SELECT count(*) AS n, coalesce(sum(net), 0) AS net, coalesce(sum(vat), 0) AS vat,
           coalesce(sum(gross), 0) AS gross, coalesce(sum(abs(gross)), 0) AS absolute
    INTO sums
    FROM till.till_receipt
    WHERE till_id = NEW.till_id AND NOT is_training
        AND number > coalesce(previous.last_receipt_number, 0)
        AND number <= NEW.last_receipt_number;
    IF (sums.n, sums.net, sums.vat, sums.gross, sums.absolute)
        <> (NEW.receipt_count, NEW.net, NEW.vat, NEW.gross, NEW.absolute) THEN
        RAISE EXCEPTION '% closing %: % receipts for % gross, not % for %', NEW.kind, NEW.number,
            sums.n, sums.gross, NEW.receipt_count, NEW.gross USING ERRCODE = 'QU002';
    END IF;
    IF (NEW.perpetual_gross, NEW.perpetual_absolute)
        <> (coalesce(previous.perpetual_gross, 0) + NEW.gross,
            coalesce(previous.perpetual_absolute, 0) + NEW.absolute) THEN
        RAISE EXCEPTION '% closing %: the perpetual totals do not go on', NEW.kind, NEW.number
            USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER covers_receipts AFTER INSERT ON till.till_closing
    FOR EACH ROW EXECUTE FUNCTION till.check_closing();

-- The closings whose totals by VAT rate or by means of payment are not theirs: none, ever.
CREATE VIEW till.faulty_closing AS
SELECT c.id, c.till_id, c.kind, c.number
FROM till.till_closing AS c
CROSS JOIN LATERAL (
    SELECT coalesce(sum(v.net), 0) AS net, coalesce(sum(v.vat), 0) AS vat
    FROM till.till_closing_vat AS v WHERE v.till_closing_id = c.id
) AS by_rate
CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.amount), 0) AS amount
    FROM till.till_closing_payment AS p WHERE p.till_closing_id = c.id
) AS by_means
WHERE (by_rate.net, by_rate.vat, by_means.amount) <> (c.net, c.vat, c.gross);

CREATE FUNCTION till.refuse_faulty_closing() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    closing bigint;
    faulty record;
BEGIN
    IF TG_TABLE_NAME = 'till_closing' THEN
        closing := NEW.id;
    ELSE
        closing := NEW.till_closing_id;
    END IF;
    SELECT * INTO faulty FROM till.faulty_closing WHERE id = closing;
    IF FOUND THEN
        RAISE EXCEPTION '% closing % of till id % does not add up', faulty.kind, faulty.number,
            faulty.till_id USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON till.till_closing
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION till.refuse_faulty_closing();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON till.till_closing_vat
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION till.refuse_faulty_closing();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON till.till_closing_payment
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION till.refuse_faulty_closing();

-- A voucher pays no more than it is worth, a card spends no more points than it has.
CREATE FUNCTION till.check_voucher() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    worth numeric;
    spent numeric;
BEGIN
    SELECT amount INTO worth FROM till.voucher WHERE id = NEW.voucher_id FOR NO KEY UPDATE;
    SELECT sum(amount) INTO spent FROM till.till_receipt_payment
    WHERE voucher_id = NEW.voucher_id;
    IF spent > worth THEN
        RAISE EXCEPTION 'voucher id %: % spent of %', NEW.voucher_id, spent, worth
            USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER within_voucher AFTER INSERT ON till.till_receipt_payment
    FOR EACH ROW WHEN (NEW.voucher_id IS NOT NULL) EXECUTE FUNCTION till.check_voucher();

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON till.voucher
    FOR EACH ROW EXECUTE FUNCTION core.refuse_other_changes('customer_id');

CREATE FUNCTION till.check_points() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    balance bigint;
BEGIN
    PERFORM FROM till.loyalty_card WHERE id = NEW.loyalty_card_id FOR NO KEY UPDATE;
    SELECT sum(points) INTO balance FROM till.loyalty_movement
    WHERE loyalty_card_id = NEW.loyalty_card_id;
    IF balance < 0 THEN
        RAISE EXCEPTION 'loyalty card id %: % points too few to spend %', NEW.loyalty_card_id,
            -balance, -NEW.points USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER within_points AFTER INSERT ON till.loyalty_movement
    FOR EACH ROW WHEN (NEW.kind = 'spent') EXECUTE FUNCTION till.check_points();
