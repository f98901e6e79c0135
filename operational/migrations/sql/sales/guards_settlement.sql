-- Settlement: nothing is paid twice, dunned too early, or changed after it was closed.

CREATE TRIGGER only_undone BEFORE UPDATE OR DELETE ON sales.payment_allocation
    FOR EACH ROW EXECUTE FUNCTION core.refuse_other_changes('undone_on', 'undo_reason');
CREATE TRIGGER undone_once BEFORE UPDATE ON sales.payment_allocation
    FOR EACH ROW WHEN (OLD.undone_on IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION sales.allocated_to(instalment bigint) RETURNS numeric
    LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(amount), 0) FROM sales.payment_allocation
    WHERE instalment_id = instalment AND undone_on IS NULL
$$;

-- What a credit note has given: to invoices, and back to the customer.
CREATE FUNCTION sales.credit_used(credit bigint) RETURNS numeric
    LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(a.amount), 0) FROM sales.payment_allocation AS a
    JOIN sales.instalment AS s ON s.id = a.instalment_id
    WHERE a.undone_on IS NULL AND (a.credit_note_id = credit OR s.invoice_id = credit)
$$;

CREATE FUNCTION sales.check_allocation() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    due sales.instalment;
    billed sales.invoice;
    source text;
    available numeric;
    used numeric;
BEGIN
    SELECT * INTO due FROM sales.instalment WHERE id = NEW.instalment_id FOR UPDATE;
    SELECT * INTO billed FROM sales.invoice WHERE id = due.invoice_id;
    IF NEW.payment_id IS NOT NULL THEN
        SELECT p.direction, p.amount INTO source, available FROM payments.payment AS p
        WHERE p.id = NEW.payment_id
            AND NOT EXISTS (SELECT FROM payments.payment_cancellation WHERE payment_id = p.id)
        FOR UPDATE;
        used := (SELECT sum(amount) FROM sales.payment_allocation
                 WHERE payment_id = NEW.payment_id AND undone_on IS NULL);
    ELSE
        SELECT kind, gross INTO source, available FROM sales.invoice
        WHERE id = NEW.credit_note_id AND issued_at IS NOT NULL FOR UPDATE;
        used := sales.credit_used(NEW.credit_note_id);
    END IF;
    IF billed.issued_at IS NULL
        OR coalesce(source, '') <> ALL (CASE WHEN billed.kind = 'credit_note' THEN ARRAY['refund']
                                         ELSE ARRAY['received', 'credit_note'] END) THEN
        RAISE EXCEPTION 'instalment % of a % cannot be settled by %',
            NEW.instalment_id, billed.kind, coalesce(source, 'what is canceled or not issued')
            USING ERRCODE = 'QU004';
    END IF;
    IF sales.allocated_to(NEW.instalment_id) > due.amount OR used > available
        OR billed.kind = 'credit_note' AND sales.credit_used(billed.id) > billed.gross THEN
        RAISE EXCEPTION 'allocation of % is above what is left of instalment % or of its source',
            NEW.amount, NEW.instalment_id
            USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER within_what_is_left AFTER INSERT ON sales.payment_allocation
    FOR EACH ROW EXECUTE FUNCTION sales.check_allocation();

-- A payment is canceled once its allocations are undone.
CREATE FUNCTION sales.refuse_cancel_allocated() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM sales.payment_allocation
               WHERE payment_id = NEW.payment_id AND undone_on IS NULL) THEN
        RAISE EXCEPTION 'payment % is allocated: undo its allocations first', NEW.payment_id
            USING ERRCODE = 'QU004';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER unallocated AFTER INSERT ON payments.payment_cancellation
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_cancel_allocated();

-- A reminder never asks for what is not late, is retained until its date, or is disputed.
CREATE FUNCTION sales.check_notice_line() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    notice sales.dunning_notice;
    due sales.instalment;
    left_to_pay numeric;
BEGIN
    SELECT * INTO notice FROM sales.dunning_notice WHERE id = NEW.dunning_notice_id;
    SELECT * INTO due FROM sales.instalment WHERE id = NEW.instalment_id;
    IF due.due_on >= coalesce(notice.sent_on, notice.prepared_at::date) THEN
        RAISE EXCEPTION 'instalment % is not late before %', due.id, due.due_on USING ERRCODE = 'QU005';
    END IF;
    IF EXISTS (SELECT FROM sales.invoice_dispute WHERE invoice_id = due.invoice_id AND closed_on IS NULL) THEN
        RAISE EXCEPTION 'invoice % is disputed', due.invoice_id USING ERRCODE = 'QU004';
    END IF;
    SELECT due.amount - coalesce(sum(amount), 0) INTO left_to_pay FROM sales.payment_allocation
    WHERE instalment_id = due.id AND allocated_on <= coalesce(notice.sent_on, notice.prepared_at::date)
        AND (undone_on IS NULL OR undone_on > coalesce(notice.sent_on, notice.prepared_at::date));
    IF NEW.amount_gross > left_to_pay THEN
        RAISE EXCEPTION 'reminder of % on instalment % of which % is left',
            NEW.amount_gross, due.id, left_to_pay USING ERRCODE = 'QU003';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER late_and_undisputed BEFORE INSERT OR UPDATE ON sales.dunning_notice_line
    FOR EACH ROW EXECUTE FUNCTION sales.check_notice_line();
CREATE TRIGGER frozen_once_sent BEFORE UPDATE OR DELETE ON sales.dunning_notice
    FOR EACH ROW WHEN (OLD.state = 'sent')
    EXECUTE FUNCTION core.refuse_other_changes('document_id');

-- A closed commission period never changes, nor what it settled.
CREATE TRIGGER frozen_once_closed BEFORE UPDATE OR DELETE ON sales.commission_period
    FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION sales.refuse_closed_commission() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM sales.commission_period
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.commission_period_id ELSE NEW.commission_period_id END
        AND closed_at IS NOT NULL FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'the commission period is closed: % refused', TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER frozen_once_closed BEFORE INSERT OR UPDATE OR DELETE ON sales.commission_line
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_closed_commission();
