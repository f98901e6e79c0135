-- Quotes and orders: what was sent or confirmed is what was agreed.

-- Totals of a document against its lines and its VAT rows; `lines` and `vat_rows` are queries giving
-- (vat_category, vat_percentage, net [, vat]).
CREATE FUNCTION sales.check_totals(
    document text, net numeric, vat numeric, lines text, vat_rows text, id bigint
) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    mismatch record;
BEGIN
    EXECUTE format(
        'SELECT coalesce(sum(l.net), 0) AS lines_net, coalesce(sum(v.net), 0) AS vat_net,
                coalesce(sum(v.vat), 0) AS vat_vat,
                coalesce(bool_or(l.net IS DISTINCT FROM v.net AND coalesce(l.net, v.net) <> 0), false)
                    AS rate_differs
         FROM (SELECT vat_category, vat_percentage, sum(net) AS net FROM (%s) AS x GROUP BY 1, 2) AS l
         FULL JOIN (%s) AS v USING (vat_category, vat_percentage)', lines, vat_rows)
    INTO mismatch USING id;
    IF mismatch.lines_net <> net OR mismatch.vat_net <> net OR mismatch.vat_vat <> vat
        OR mismatch.rate_differs THEN
        RAISE EXCEPTION '% %: net % and VAT %, but its lines sum to % and its VAT rows to % and %',
            document, id, net, vat, mismatch.lines_net, mismatch.vat_net, mismatch.vat_vat
            USING ERRCODE = 'QU002';
    END IF;
END
$$;

CREATE TRIGGER known_step BEFORE UPDATE OF state ON sales.quote
    FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION core.check_transition(
        'draft>sent', 'sent>accepted', 'sent>refused', 'sent>expired', 'sent>superseded',
        'expired>sent', 'expired>superseded', 'draft>superseded');
CREATE TRIGGER frozen_once_sent BEFORE UPDATE ON sales.quote
    FOR EACH ROW WHEN (OLD.state IN ('sent', 'expired'))
    EXECUTE FUNCTION core.refuse_other_changes(
        'state', 'root_id', 'valid_until', 'accepted_on', 'refused_on', 'refusal_reason', 'follow_up_on',
        'project_id', 'printed', 'net', 'vat', 'gross');
CREATE TRIGGER frozen_once_decided BEFORE UPDATE ON sales.quote
    FOR EACH ROW WHEN (OLD.state IN ('accepted', 'refused', 'superseded'))
    EXECUTE FUNCTION core.refuse_other_changes('project_id', 'follow_up_on');
CREATE TRIGGER kept_once_sent BEFORE DELETE ON sales.quote
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION core.refuse_change();

-- Choosing an option is all that may happen to the lines of a quote that was sent.
CREATE FUNCTION sales.refuse_sent_quote_part() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    parent text;
BEGIN
    SELECT state INTO parent FROM sales.quote
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.quote_id ELSE NEW.quote_id END FOR SHARE;
    IF parent = 'draft' OR parent IS NULL
        OR parent = 'sent' AND TG_OP = 'UPDATE'
            AND to_jsonb(OLD) - TG_ARGV = to_jsonb(NEW) - TG_ARGV THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'quote is %: % of sales.% refused', parent, TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'QU001', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
END
$$;

CREATE TRIGGER frozen_once_sent BEFORE INSERT OR UPDATE OR DELETE ON sales.quote_line
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_sent_quote_part('is_chosen');
CREATE TRIGGER frozen_once_sent BEFORE INSERT OR UPDATE OR DELETE ON sales.quote_vat
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_sent_quote_part('net', 'vat');

CREATE FUNCTION sales.check_quote() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sales.check_totals('quote', NEW.net, NEW.vat,
        'SELECT vat_category, vat_percentage, net FROM sales.quote_line
         WHERE quote_id = $1 AND kind = ''item'' AND is_chosen',
        'SELECT vat_category, vat_percentage, net, vat FROM sales.quote_vat WHERE quote_id = $1',
        NEW.id);
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER totals_add_up AFTER INSERT OR UPDATE ON sales.quote
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state <> 'draft') EXECUTE FUNCTION sales.check_quote();

CREATE TRIGGER known_step BEFORE UPDATE OF state ON sales.sales_order
    FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION core.check_transition(
        'draft>confirmed', 'confirmed>closed', 'closed>confirmed', 'confirmed>canceled');
CREATE TRIGGER frozen_once_confirmed BEFORE UPDATE ON sales.sales_order
    FOR EACH ROW WHEN (OLD.state <> 'draft')
    EXECUTE FUNCTION core.refuse_other_changes(
        'state', 'closed_on', 'canceled_on', 'cancel_reason', 'promised_on', 'project_id',
        'customer_order_reference');
CREATE TRIGGER kept_once_confirmed BEFORE DELETE ON sales.sales_order
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER frozen_once_confirmed BEFORE UPDATE OR DELETE ON sales.order_amendment
    FOR EACH ROW WHEN (OLD.confirmed_on IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

-- Lines of a confirmed order come only with an amendment that is not confirmed yet.
CREATE FUNCTION sales.refuse_confirmed_order_line() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    line sales.sales_order_line := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    order_state text;
    amendment_confirmed date;
BEGIN
    SELECT state INTO order_state FROM sales.sales_order WHERE id = line.sales_order_id FOR SHARE;
    SELECT confirmed_on INTO amendment_confirmed
    FROM sales.order_amendment WHERE id = line.order_amendment_id FOR SHARE;
    IF amendment_confirmed IS NOT NULL
        OR order_state <> 'draft' AND line.order_amendment_id IS NULL
        OR TG_OP = 'UPDATE' AND OLD.order_amendment_id IS DISTINCT FROM NEW.order_amendment_id THEN
        RAISE EXCEPTION 'order % is %: % of a line refused', line.sales_order_id, order_state, TG_OP
            USING ERRCODE = 'QU001', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER frozen_once_confirmed BEFORE INSERT OR UPDATE OR DELETE ON sales.sales_order_line
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_confirmed_order_line();

CREATE FUNCTION sales.refuse_confirmed_order_vat() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM sales.sales_order
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.sales_order_id ELSE NEW.sales_order_id END
        AND state <> 'draft' FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'a confirmed order keeps its VAT: % refused', TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER frozen_once_confirmed BEFORE INSERT OR UPDATE OR DELETE ON sales.sales_order_vat
    FOR EACH ROW EXECUTE FUNCTION sales.refuse_confirmed_order_vat();

CREATE FUNCTION sales.check_order() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sales.check_totals('order', NEW.net, NEW.vat,
        'SELECT vat_category, vat_percentage, net FROM sales.sales_order_line
         WHERE sales_order_id = $1 AND kind = ''item'' AND order_amendment_id IS NULL',
        'SELECT vat_category, vat_percentage, net, vat FROM sales.sales_order_vat
         WHERE sales_order_id = $1', NEW.id);
    IF NEW.invoicing_mode = 'instalments' AND NEW.net <> (
        SELECT coalesce(sum(net), 0) FROM sales.sub_order WHERE sales_order_id = NEW.id
    ) THEN
        RAISE EXCEPTION 'the sub-orders of order % do not sum to %', NEW.id, NEW.net
            USING ERRCODE = 'QU002';
    END IF;
    IF NEW.state = 'canceled' AND 0 <> (
        SELECT coalesce(sum(CASE kind WHEN 'credit_note' THEN -net ELSE net END), 0)
        FROM sales.invoice
        WHERE sales_order_id = NEW.id AND issued_at IS NOT NULL AND kind <> 'down_payment'
    ) THEN
        RAISE EXCEPTION 'order % has been invoiced: close it or credit it first', NEW.id
            USING ERRCODE = 'QU004';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER totals_add_up AFTER INSERT OR UPDATE ON sales.sales_order
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state <> 'draft') EXECUTE FUNCTION sales.check_order();

CREATE FUNCTION sales.check_amendment() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    lines_net numeric := (
        SELECT coalesce(sum(net), 0) FROM sales.sales_order_line
        WHERE order_amendment_id = NEW.id AND kind = 'item'
    );
BEGIN
    IF lines_net <> NEW.net THEN
        RAISE EXCEPTION 'amendment %: net %, but its lines sum to %', NEW.id, NEW.net, lines_net
            USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER totals_add_up AFTER INSERT OR UPDATE ON sales.order_amendment
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.confirmed_on IS NOT NULL) EXECUTE FUNCTION sales.check_amendment();

-- Claims follow each other; only the last can be canceled; each line bills the cumulative difference.
CREATE FUNCTION sales.check_claim_order() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM sales.sales_order WHERE id = NEW.sales_order_id FOR UPDATE;
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT FROM sales.progress_claim
        WHERE sales_order_id = NEW.sales_order_id AND canceled_at IS NULL
            AND (number >= NEW.number OR claimed_on > NEW.claimed_on OR is_final)
    ) THEN
        RAISE EXCEPTION 'claim % of order % does not follow the last one', NEW.number, NEW.sales_order_id
            USING ERRCODE = 'QU005';
    END IF;
    IF TG_OP = 'UPDATE' AND EXISTS (
        SELECT FROM sales.progress_claim
        WHERE sales_order_id = NEW.sales_order_id AND canceled_at IS NULL AND number > NEW.number
    ) THEN
        RAISE EXCEPTION 'claim % of order % is not the last one', NEW.number, NEW.sales_order_id
            USING ERRCODE = 'QU005';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER follows BEFORE INSERT OR UPDATE ON sales.progress_claim
    FOR EACH ROW EXECUTE FUNCTION sales.check_claim_order();

CREATE FUNCTION sales.check_claim_line() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    claimed record;
BEGIN
    SELECT round(l.net * NEW.progress / 100, 2) AS cumulative, coalesce((
        SELECT sum(p.net) FROM sales.progress_claim_line AS p
        JOIN sales.progress_claim AS c ON c.id = p.progress_claim_id
        WHERE p.sales_order_line_id = NEW.sales_order_line_id
            AND c.canceled_at IS NULL AND c.number < this.number
    ), 0) AS previous
    INTO claimed
    FROM sales.sales_order_line AS l, sales.progress_claim AS this
    WHERE l.id = NEW.sales_order_line_id AND this.id = NEW.progress_claim_id
        AND l.sales_order_id = this.sales_order_id;
    IF claimed IS NULL OR claimed.cumulative <> NEW.cumulative_net
        OR claimed.previous <> NEW.previous_net THEN
        RAISE EXCEPTION 'claim line: % of order line % is % after %, not % after %', NEW.progress,
            NEW.sales_order_line_id, claimed.cumulative, claimed.previous,
            NEW.cumulative_net, NEW.previous_net
            USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER cumulative_adds_up AFTER INSERT OR UPDATE ON sales.progress_claim_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION sales.check_claim_line();
