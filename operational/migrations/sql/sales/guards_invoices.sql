-- Invoices and deliveries: once issued, what was printed is what is kept.

CREATE TRIGGER frozen_once_issued BEFORE UPDATE OR DELETE ON sales.invoice
    FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER frozen_once_issued BEFORE UPDATE OR DELETE ON sales.delivery_note
    FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION sales.refuse_issued_part() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM sales.invoice
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.invoice_id ELSE NEW.invoice_id END
        AND issued_at IS NOT NULL FOR SHARE;
    IF FOUND OR TG_OP = 'UPDATE' AND OLD.invoice_id <> NEW.invoice_id THEN
        RAISE EXCEPTION 'the invoice is issued: % of sales.% refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'QU001', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER frozen_once_issued BEFORE INSERT OR UPDATE OR DELETE ON sales.invoice_line
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_issued_part();
CREATE TRIGGER frozen_once_issued BEFORE INSERT OR UPDATE OR DELETE ON sales.invoice_vat
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_issued_part();
CREATE TRIGGER frozen_once_issued BEFORE INSERT OR UPDATE OR DELETE ON sales.instalment
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_issued_part();
CREATE TRIGGER frozen_once_issued BEFORE INSERT OR UPDATE OR DELETE ON sales.down_payment_deduction
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_issued_part();

CREATE FUNCTION sales.refuse_issued_component() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM sales.invoice AS i JOIN sales.invoice_line AS l ON l.invoice_id = i.id
    WHERE l.id = CASE TG_OP WHEN 'DELETE' THEN OLD.invoice_line_id ELSE NEW.invoice_line_id END
        AND i.issued_at IS NOT NULL FOR SHARE OF i;
    IF FOUND THEN
        RAISE EXCEPTION 'the invoice is issued: % of a component refused', TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER frozen_once_issued BEFORE INSERT OR UPDATE OR DELETE ON sales.invoice_line_component
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_issued_component();

CREATE FUNCTION sales.refuse_delivered_part() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM sales.delivery_note
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.delivery_note_id ELSE NEW.delivery_note_id END
        AND issued_at IS NOT NULL FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'the delivery note is issued: % of a line refused', TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER frozen_once_issued BEFORE INSERT OR UPDATE OR DELETE ON sales.delivery_note_line
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_delivered_part();

-- At the end of the transaction that issues it, an invoice adds up: lines, VAT, deductions, instalments.
CREATE FUNCTION sales.check_invoice() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    deducted numeric := (SELECT coalesce(sum(gross), 0) FROM sales.down_payment_deduction
                         WHERE invoice_id = NEW.id);
    due record;
BEGIN
    PERFORM sales.check_totals('invoice', NEW.net, NEW.vat,
        'SELECT vat_category, vat_percentage, net FROM sales.invoice_line
         WHERE invoice_id = $1 AND kind = ''item''',
        'SELECT vat_category, vat_percentage, net, vat FROM sales.invoice_vat WHERE invoice_id = $1',
        NEW.id);
    SELECT coalesce(sum(amount), 0) AS total,
           coalesce(sum(amount) FILTER (WHERE kind = 'retention'), 0) AS retained
    INTO due FROM sales.instalment WHERE invoice_id = NEW.id;
    IF deducted <> NEW.deducted_gross OR due.total <> NEW.gross - NEW.deducted_gross
        OR due.retained <> NEW.retention_gross THEN
        RAISE EXCEPTION 'invoice %: deducted % (rows %), to pay % (instalments %), retention % (rows %)',
            NEW.id, NEW.deducted_gross, deducted, NEW.gross - NEW.deducted_gross, due.total,
            NEW.retention_gross, due.retained
            USING ERRCODE = 'QU002';
    END IF;
    IF NEW.kind = 'credit_note' AND NEW.corrects_id IS NOT NULL THEN
        PERFORM sales.check_credit(NEW.corrects_id);
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER totals_add_up AFTER INSERT OR UPDATE ON sales.invoice
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.issued_at IS NOT NULL) EXECUTE FUNCTION sales.check_invoice();

-- A credit note corrects an issued invoice, never by more than what is left of it.
CREATE FUNCTION sales.check_credit(corrected_id bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    corrected sales.invoice;
    credited numeric;
BEGIN
    SELECT * INTO corrected FROM sales.invoice WHERE id = corrected_id FOR UPDATE;
    credited := (SELECT sum(gross) FROM sales.invoice
                 WHERE corrects_id = corrected_id AND issued_at IS NOT NULL);
    IF corrected.issued_at IS NULL OR corrected.kind = 'credit_note' THEN
        RAISE EXCEPTION 'invoice % cannot be credited', corrected_id USING ERRCODE = 'QU004';
    END IF;
    IF credited > corrected.gross THEN
        RAISE EXCEPTION 'invoice % of % would be credited of %', corrected_id, corrected.gross, credited
            USING ERRCODE = 'QU003';
    END IF;
    IF corrected.kind = 'down_payment' AND EXISTS (
        SELECT FROM sales.down_payment_deduction AS d JOIN sales.invoice AS i ON i.id = d.invoice_id
        WHERE d.down_payment_id = corrected_id AND i.issued_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'down payment % is deducted: it cannot be credited', corrected_id
            USING ERRCODE = 'QU004';
    END IF;
    IF EXISTS (
        SELECT FROM sales.progress_claim AS c JOIN sales.progress_claim AS later
            ON later.sales_order_id = c.sales_order_id AND later.number > c.number
                AND later.canceled_at IS NULL
        WHERE c.id = corrected.progress_claim_id
    ) THEN
        RAISE EXCEPTION 'invoice % is a claim followed by another', corrected_id USING ERRCODE = 'QU004';
    END IF;
END
$$;

-- What is deducted of a down payment is an issued one of the same customer, at most what was invoiced.
CREATE FUNCTION sales.check_deduction() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    down_payment sales.invoice;
    deducted numeric;
BEGIN
    SELECT * INTO down_payment FROM sales.invoice WHERE id = NEW.down_payment_id FOR UPDATE;
    deducted := (SELECT sum(gross) FROM sales.down_payment_deduction
                 WHERE down_payment_id = NEW.down_payment_id);
    IF down_payment.kind <> 'down_payment' OR down_payment.issued_at IS NULL
        OR down_payment.customer_id <> (SELECT customer_id FROM sales.invoice WHERE id = NEW.invoice_id)
    THEN
        RAISE EXCEPTION 'invoice % is not a down payment to deduct', NEW.down_payment_id
            USING ERRCODE = 'QU004';
    END IF;
    IF deducted > down_payment.gross THEN
        RAISE EXCEPTION 'down payment % of % would be deducted of %',
            NEW.down_payment_id, down_payment.gross, deducted
            USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER within_down_payment AFTER INSERT OR UPDATE ON sales.down_payment_deduction
    FOR EACH ROW EXECUTE FUNCTION sales.check_deduction();
