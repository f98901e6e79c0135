-- Payments: a payment is corrected by its cancellation; an issued slip is what the bank received.

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON payments.payment
    FOR EACH ROW EXECUTE FUNCTION core.refuse_other_changes('note', 'bank_account_id');

SELECT core.make_append_only('payments.payment_cancellation');

CREATE TRIGGER frozen_once_issued BEFORE UPDATE OR DELETE ON payments.deposit_slip
    FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION payments.refuse_issued_slip_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    slip bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.deposit_slip_id ELSE NEW.deposit_slip_id END;
BEGIN
    PERFORM FROM payments.deposit_slip WHERE id = slip AND issued_at IS NOT NULL FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'deposit slip % is issued: % of a cheque refused', slip, TG_OP
            USING ERRCODE = 'QU001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER frozen_once_issued BEFORE INSERT OR UPDATE OR DELETE ON payments.deposit_slip_line
    FOR EACH ROW EXECUTE FUNCTION payments.refuse_issued_slip_change();

-- Only cheques received, in force, and not before their date, go to the bank.
CREATE FUNCTION payments.check_slip_cheque() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    cheque record;
BEGIN
    SELECT p.not_before, m.kind, p.direction, s.deposited_on, c.id AS cancellation
    INTO cheque
    FROM payments.payment AS p
    JOIN payments.payment_method AS m ON m.id = p.payment_method_id
    JOIN payments.deposit_slip AS s ON s.id = NEW.deposit_slip_id
    LEFT JOIN payments.payment_cancellation AS c ON c.payment_id = p.id
    WHERE p.id = NEW.payment_id;
    IF cheque.kind <> 'cheque' OR cheque.direction <> 'received' OR cheque.cancellation IS NOT NULL THEN
        RAISE EXCEPTION 'payment % is not a cheque to deposit', NEW.payment_id USING ERRCODE = 'QU004';
    END IF;
    IF cheque.not_before > cheque.deposited_on THEN
        RAISE EXCEPTION 'cheque % cannot be deposited before %', NEW.payment_id, cheque.not_before
            USING ERRCODE = 'QU005';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER cheque_allowed BEFORE INSERT OR UPDATE ON payments.deposit_slip_line
    FOR EACH ROW EXECUTE FUNCTION payments.check_slip_cheque();

CREATE FUNCTION payments.check_slip_total() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    cheques numeric := (
        SELECT coalesce(sum(p.amount), 0)
        FROM payments.deposit_slip_line AS l JOIN payments.payment AS p ON p.id = l.payment_id
        WHERE l.deposit_slip_id = NEW.id
    );
BEGIN
    IF cheques <> NEW.total THEN
        RAISE EXCEPTION 'deposit slip % says %, its cheques %', NEW.id, NEW.total, cheques
            USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER total_adds_up AFTER INSERT OR UPDATE ON payments.deposit_slip
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.issued_at IS NOT NULL) EXECUTE FUNCTION payments.check_slip_total();

-- The shares of payment terms make the whole.
CREATE FUNCTION payments.check_terms_total() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    terms bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.payment_terms_id ELSE NEW.payment_terms_id END;
    total numeric := (SELECT sum(percentage) FROM payments.payment_terms_line WHERE payment_terms_id = terms);
BEGIN
    IF total <> 100 THEN
        RAISE EXCEPTION 'payment terms % sum to % %%', terms, total USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER shares_make_the_whole
    AFTER INSERT OR UPDATE OR DELETE ON payments.payment_terms_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION payments.check_terms_total();
