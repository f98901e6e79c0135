-- Purchasing: what was sent, received or recorded does not change, and every sum stays within what
-- it draws on.

CREATE TRIGGER known_step BEFORE UPDATE OF state ON purchasing.purchase_order
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'draft>sent', 'draft>canceled',
        'sent>acknowledged', 'sent>partly_received', 'sent>received', 'sent>canceled',
        'acknowledged>partly_received', 'acknowledged>received', 'acknowledged>canceled',
        'partly_received>received', 'partly_received>closed', 'received>partly_received'
    );
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON purchasing.purchase_order
    FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION core.refuse_other_changes(
        'state', 'acknowledged_at', 'supplier_reference', 'closed_at', 'close_reason',
        'canceled_at', 'cancel_reason'
    );

CREATE FUNCTION purchasing.keep_order_line() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM purchasing.purchase_order
    WHERE id IN (OLD.purchase_order_id, NEW.purchase_order_id) AND sent_at IS NOT NULL FOR SHARE;
    IF FOUND AND (TG_OP <> 'UPDATE'
        OR to_jsonb(NEW) - 'promised_on' <> to_jsonb(OLD) - 'promised_on') THEN
        RAISE EXCEPTION 'order % is sent: % of a line refused',
            coalesce(OLD.purchase_order_id, NEW.purchase_order_id), TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER sent BEFORE INSERT OR UPDATE OR DELETE ON purchasing.purchase_order_line
    FOR EACH ROW EXECUTE FUNCTION purchasing.keep_order_line();

-- The lines of a sent order make its net; those of a received one left nothing to come.
CREATE FUNCTION purchasing.check_order() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    lines_net numeric;
    line record;
BEGIN
    SELECT coalesce(sum(net), 0) INTO lines_net
    FROM purchasing.purchase_order_line WHERE purchase_order_id = NEW.id;
    IF lines_net <> NEW.net THEN
        RAISE EXCEPTION 'order %: net %, its lines make %', NEW.id, NEW.net, lines_net
            USING ERRCODE = 'QU002';
    END IF;
    IF NEW.state = 'received' THEN
        SELECT l.id, l.quantity, coalesce(sum(r.quantity), 0) AS received INTO line
        FROM purchasing.purchase_order_line AS l
        LEFT JOIN purchasing.goods_receipt_line AS r ON r.purchase_order_line_id = l.id
        WHERE l.purchase_order_id = NEW.id
        GROUP BY l.id
        HAVING coalesce(sum(r.quantity), 0) < l.quantity
            AND bool_or(r.closes_remainder) IS NOT TRUE
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'order % is not received: % of % on line %',
                NEW.id, line.received, line.quantity, line.id USING ERRCODE = 'QU002';
        END IF;
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT OR UPDATE ON purchasing.purchase_order
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.sent_at IS NOT NULL) EXECUTE FUNCTION purchasing.check_order();

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON purchasing.goods_receipt
    FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION core.refuse_other_changes('document_id');

CREATE FUNCTION purchasing.keep_receipt_line() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM purchasing.goods_receipt
    WHERE id IN (OLD.goods_receipt_id, NEW.goods_receipt_id) AND issued_at IS NOT NULL FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'receipt % is issued: % of a line refused',
            coalesce(OLD.goods_receipt_id, NEW.goods_receipt_id), TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER issued BEFORE INSERT OR UPDATE OR DELETE ON purchasing.goods_receipt_line
    FOR EACH ROW EXECUTE FUNCTION purchasing.keep_receipt_line();

CREATE FUNCTION purchasing.check_receipt() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    lines_net numeric;
BEGIN
    SELECT coalesce(sum(net), 0) INTO lines_net
    FROM purchasing.goods_receipt_line WHERE goods_receipt_id = NEW.id;
    IF lines_net <> NEW.net THEN
        RAISE EXCEPTION 'receipt %: net %, its lines make %', NEW.id, NEW.net, lines_net
            USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT OR UPDATE ON purchasing.goods_receipt
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.issued_at IS NOT NULL) EXECUTE FUNCTION purchasing.check_receipt();

-- Received beyond what was ordered, or after the remainder was given up: only when owned up to.
CREATE FUNCTION purchasing.refuse_over_receipt() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    ordered record;
    received numeric;
    given_up boolean;
BEGIN
    SELECT l.quantity, o.state INTO ordered
    FROM purchasing.purchase_order_line AS l
    JOIN purchasing.purchase_order AS o ON o.id = l.purchase_order_id
    WHERE l.id = NEW.purchase_order_line_id FOR UPDATE OF l;
    IF ordered.state IN ('draft', 'closed', 'canceled') THEN
        RAISE EXCEPTION 'order line %: nothing to receive, its order is %',
            NEW.purchase_order_line_id, ordered.state USING ERRCODE = 'QU004';
    END IF;
    SELECT sum(quantity), bool_or(closes_remainder AND id <> NEW.id) INTO received, given_up
    FROM purchasing.goods_receipt_line
    WHERE purchase_order_line_id = NEW.purchase_order_line_id;
    IF NOT NEW.is_over_receipt AND (received > ordered.quantity OR given_up) THEN
        RAISE EXCEPTION 'order line %: % received of % ordered, remainder given up: %',
            NEW.purchase_order_line_id, received, ordered.quantity, given_up
            USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER within_order AFTER INSERT OR UPDATE ON purchasing.goods_receipt_line
    FOR EACH ROW WHEN (NEW.purchase_order_line_id IS NOT NULL AND NEW.quantity > 0)
    EXECUTE FUNCTION purchasing.refuse_over_receipt();

-- What goes back to a supplier is at most what came, line by line.
CREATE FUNCTION purchasing.refuse_excess_return() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    came record;
    returned numeric;
BEGIN
    SELECT quantity, item_id, purchase_order_line_id INTO came
    FROM purchasing.goods_receipt_line WHERE id = NEW.returned_line_id FOR UPDATE;
    IF (NEW.item_id, NEW.purchase_order_line_id)
        IS DISTINCT FROM (came.item_id, came.purchase_order_line_id) THEN
        RAISE EXCEPTION 'line % returns another item or order than line % brought',
            NEW.id, NEW.returned_line_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'goods_receipt_line_return_same';
    END IF;
    SELECT -sum(quantity) INTO returned
    FROM purchasing.goods_receipt_line WHERE returned_line_id = NEW.returned_line_id;
    IF returned > came.quantity THEN
        RAISE EXCEPTION 'receipt line % brought %: % cannot go back',
            NEW.returned_line_id, came.quantity, returned USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER return_received AFTER INSERT OR UPDATE ON purchasing.goods_receipt_line
    FOR EACH ROW WHEN (NEW.returned_line_id IS NOT NULL)
    EXECUTE FUNCTION purchasing.refuse_excess_return();

-- The shares of a line go the way of its net, never beyond it, and at 100 % exactly make it.
CREATE FUNCTION purchasing.check_shares(
    line_name text, line_net numeric, shared numeric, opposed boolean, percentages numeric
) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF opposed OR abs(shared) > abs(line_net) OR percentages > 100
        OR percentages = 100 AND shared <> line_net THEN
        RAISE EXCEPTION '% is worth %: its shares are % (% %%)',
            line_name, line_net, shared, percentages USING ERRCODE = 'QU003';
    END IF;
END
$$;

CREATE FUNCTION purchasing.check_order_line_shares() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM purchasing.check_shares(
        'order line ' || l.id, l.net, sum(a.net), bool_or(a.net * l.net < 0), sum(a.percentage)
    )
    FROM purchasing.purchase_order_line AS l
    JOIN purchasing.purchase_allocation AS a ON a.purchase_order_line_id = l.id
    WHERE l.id = (to_jsonb(NEW) ->> TG_ARGV[0])::bigint
    GROUP BY l.id;
    RETURN NULL;
END
$$;

CREATE FUNCTION purchasing.check_receipt_line_shares() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM purchasing.check_shares(
        'receipt line ' || l.id, l.net, sum(a.net), bool_or(a.net * l.net < 0), sum(a.percentage)
    )
    FROM purchasing.goods_receipt_line AS l
    JOIN purchasing.purchase_allocation AS a ON a.goods_receipt_line_id = l.id
    WHERE l.id = (to_jsonb(NEW) ->> TG_ARGV[0])::bigint
    GROUP BY l.id;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER order_shares AFTER INSERT OR UPDATE ON purchasing.purchase_allocation
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.purchase_order_line_id IS NOT NULL)
    EXECUTE FUNCTION purchasing.check_order_line_shares('purchase_order_line_id');
CREATE CONSTRAINT TRIGGER receipt_shares AFTER INSERT OR UPDATE ON purchasing.purchase_allocation
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.goods_receipt_line_id IS NOT NULL)
    EXECUTE FUNCTION purchasing.check_receipt_line_shares('goods_receipt_line_id');
CREATE CONSTRAINT TRIGGER shares AFTER UPDATE ON purchasing.purchase_order_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.net <> OLD.net)
    EXECUTE FUNCTION purchasing.check_order_line_shares('id');
CREATE CONSTRAINT TRIGGER shares AFTER UPDATE ON purchasing.goods_receipt_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.net <> OLD.net)
    EXECUTE FUNCTION purchasing.check_receipt_line_shares('id');

CREATE TRIGGER known_step BEFORE UPDATE OF state ON purchasing.supplier_invoice
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'draft>recorded', 'draft>canceled', 'recorded>canceled'
    );
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON purchasing.supplier_invoice
    FOR EACH ROW WHEN (OLD.recorded_at IS NOT NULL) EXECUTE FUNCTION core.refuse_other_changes(
        'state', 'document_id', 'approved_at', 'approved_by_id', 'disputed_at', 'dispute_reason',
        'canceled_at', 'cancel_reason'
    );

CREATE FUNCTION purchasing.keep_recorded() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM purchasing.supplier_invoice
    WHERE id IN (OLD.supplier_invoice_id, NEW.supplier_invoice_id)
        AND recorded_at IS NOT NULL FOR SHARE;
    IF FOUND AND pg_trigger_depth() = 1 THEN
        RAISE EXCEPTION 'supplier invoice % is recorded: % in % refused',
            coalesce(OLD.supplier_invoice_id, NEW.supplier_invoice_id), TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'QU001';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER recorded BEFORE INSERT OR UPDATE OR DELETE ON purchasing.supplier_invoice_line
    FOR EACH ROW EXECUTE FUNCTION purchasing.keep_recorded();
CREATE TRIGGER recorded BEFORE INSERT OR UPDATE OR DELETE ON purchasing.supplier_invoice_vat
    FOR EACH ROW EXECUTE FUNCTION purchasing.keep_recorded();

-- A canceled invoice lets go of its receipt lines: the right invoice can bill them.
CREATE FUNCTION purchasing.release_receipt_lines() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE purchasing.supplier_invoice_line SET is_in_force = false
    WHERE supplier_invoice_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER release AFTER UPDATE OF state ON purchasing.supplier_invoice
    FOR EACH ROW WHEN (NEW.state = 'canceled' AND OLD.state <> 'canceled')
    EXECUTE FUNCTION purchasing.release_receipt_lines();

CREATE FUNCTION purchasing.check_invoice() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    lines_net numeric;
    rates_net numeric;
    rates_vat numeric;
BEGIN
    SELECT coalesce(sum(net), 0) INTO lines_net
    FROM purchasing.supplier_invoice_line WHERE supplier_invoice_id = NEW.id;
    SELECT coalesce(sum(net), 0), coalesce(sum(vat), 0) INTO rates_net, rates_vat
    FROM purchasing.supplier_invoice_vat WHERE supplier_invoice_id = NEW.id;
    IF (lines_net, rates_net, rates_vat) <> (NEW.net, NEW.net, NEW.vat) THEN
        RAISE EXCEPTION 'supplier invoice %: net % and VAT %, lines make %, rates % and %',
            NEW.id, NEW.net, NEW.vat, lines_net, rates_net, rates_vat USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT OR UPDATE ON purchasing.supplier_invoice
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.recorded_at IS NOT NULL) EXECUTE FUNCTION purchasing.check_invoice();

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON purchasing.supplier_payment
    FOR EACH ROW EXECUTE FUNCTION core.refuse_other_changes('canceled_at', 'cancel_reason');
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON purchasing.supplier_payment_allocation
    FOR EACH ROW EXECUTE FUNCTION core.refuse_other_changes('undone_at', 'undo_reason');
CREATE TRIGGER frozen_undone BEFORE UPDATE ON purchasing.supplier_payment_allocation
    FOR EACH ROW WHEN (OLD.undone_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

-- A payment (or a credit note) settles at most what it is worth, an invoice at most what it asks;
-- both of the same supplier, in opposite directions.
CREATE FUNCTION purchasing.refuse_excess_settlement() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    source record;
    invoice record;
    spent numeric;
    settled numeric;
BEGIN
    SELECT supplier_id, gross, CASE kind WHEN 'invoice' THEN 'paid' ELSE 'refund' END AS pays,
           state = 'recorded' AS in_force
    INTO invoice
    FROM purchasing.supplier_invoice WHERE id = NEW.supplier_invoice_id FOR UPDATE;
    IF NEW.credit_note_id IS NULL THEN
        SELECT supplier_id, amount, direction, canceled_at IS NULL AS in_force INTO source
        FROM purchasing.supplier_payment WHERE id = NEW.supplier_payment_id FOR UPDATE;
    ELSE
        SELECT supplier_id, gross AS amount,
               CASE kind WHEN 'credit_note' THEN 'paid' ELSE 'refund' END AS direction,
               state = 'recorded' AS in_force
        INTO source
        FROM purchasing.supplier_invoice WHERE id = NEW.credit_note_id FOR UPDATE;
    END IF;
    IF (source.supplier_id, source.direction) <> (invoice.supplier_id, invoice.pays)
        OR NOT (source.in_force AND invoice.in_force) THEN
        RAISE EXCEPTION 'supplier invoice % cannot be settled by that payment or credit note',
            NEW.supplier_invoice_id
            USING ERRCODE = 'check_violation',
                CONSTRAINT = 'supplier_payment_allocation_suitable';
    END IF;
    SELECT sum(amount) FILTER (
               WHERE supplier_payment_id = NEW.supplier_payment_id
                   OR credit_note_id = NEW.credit_note_id
           ),
           sum(amount) FILTER (WHERE supplier_invoice_id = NEW.supplier_invoice_id)
    INTO spent, settled
    FROM purchasing.supplier_payment_allocation
    WHERE undone_at IS NULL AND (
        supplier_payment_id = NEW.supplier_payment_id
        OR credit_note_id = NEW.credit_note_id
        OR supplier_invoice_id = NEW.supplier_invoice_id
    );
    IF spent > source.amount OR settled > invoice.gross THEN
        RAISE EXCEPTION 'supplier invoice %: % settled of %, by % of %',
            NEW.supplier_invoice_id, settled, invoice.gross, spent, source.amount
            USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER within_due AFTER INSERT ON purchasing.supplier_payment_allocation
    FOR EACH ROW EXECUTE FUNCTION purchasing.refuse_excess_settlement();

-- What is canceled settles nothing any more: its allocations are undone first.
CREATE FUNCTION purchasing.refuse_cancel_when_settled() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM purchasing.supplier_payment_allocation
    WHERE undone_at IS NULL AND CASE TG_TABLE_NAME
        WHEN 'supplier_payment' THEN supplier_payment_id = NEW.id
        ELSE NEW.id IN (supplier_invoice_id, credit_note_id) END;
    IF FOUND THEN
        RAISE EXCEPTION '% %: undo its allocations before canceling it', TG_TABLE_NAME, NEW.id
            USING ERRCODE = 'QU004';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER settles_nothing AFTER UPDATE OF canceled_at ON purchasing.supplier_payment
    FOR EACH ROW WHEN (NEW.canceled_at IS NOT NULL)
    EXECUTE FUNCTION purchasing.refuse_cancel_when_settled();
CREATE TRIGGER settles_nothing AFTER UPDATE OF canceled_at ON purchasing.supplier_invoice
    FOR EACH ROW WHEN (NEW.canceled_at IS NOT NULL)
    EXECUTE FUNCTION purchasing.refuse_cancel_when_settled();
