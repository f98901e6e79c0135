-- Contracts: what was signed does not change, its schedule stays in its term.

CREATE TRIGGER by_steps BEFORE UPDATE OF state ON contracts.service_contract
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'draft>active', 'active>suspended', 'suspended>active', 'active>terminated',
        'suspended>terminated', 'active>expired', 'suspended>expired'
    );
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON contracts.service_contract
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION core.refuse_other_changes(
        'state', 'terminated_on', 'terminated_by_id', 'termination_reason', 'agency_id',
        'salesperson_id', 'payment_terms_id', 'direct_debit_mandate_id', 'tacit_renewal',
        'signature_id', 'notes'
    );

SELECT core.make_append_only('contracts.contract_amendment');
SELECT core.make_append_only('contracts.contract_renewal');

CREATE FUNCTION contracts.keep_line() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM contracts.service_contract
    WHERE id = OLD.service_contract_id AND state <> 'draft' FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'contract id % is no draft: % of a line refused', OLD.service_contract_id,
            TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON contracts.contract_line
    FOR EACH ROW EXECUTE FUNCTION contracts.keep_line();

-- The contracts in force whose price, or a change of it, is not the sum of its lines: none, ever.
CREATE VIEW contracts.faulty_contract AS
SELECT c.id, c.reference
FROM contracts.service_contract AS c
WHERE c.state <> 'draft'
    AND (
        c.yearly_net IS DISTINCT FROM (
            SELECT sum(l.yearly_net) FROM contracts.contract_line AS l
            WHERE l.service_contract_id = c.id AND l.contract_amendment_id IS NULL
        )
        OR EXISTS (
            SELECT FROM contracts.contract_amendment AS a
            WHERE a.service_contract_id = c.id
                AND a.yearly_net_change IS DISTINCT FROM (
                    SELECT sum(l.yearly_net) FROM contracts.contract_line AS l
                    WHERE l.contract_amendment_id = a.id
                )
        )
    );

CREATE FUNCTION contracts.refuse_faulty_contract() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    contract bigint;
    faulty record;
BEGIN
    IF TG_TABLE_NAME = 'service_contract' THEN
        contract := NEW.id;
    ELSE
        contract := NEW.service_contract_id;
    END IF;
    SELECT * INTO faulty FROM contracts.faulty_contract WHERE id = contract;
    IF FOUND THEN
        RAISE EXCEPTION 'contract % does not add up', faulty.reference USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT OR UPDATE OF state, yearly_net
    ON contracts.service_contract DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state <> 'draft')
    EXECUTE FUNCTION contracts.refuse_faulty_contract();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON contracts.contract_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION contracts.refuse_faulty_contract();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON contracts.contract_amendment
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION contracts.refuse_faulty_contract();

-- Periods, visits, amendments and suspensions are dated inside the term of their contract.
CREATE FUNCTION contracts.check_in_term() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    first date := to_jsonb(NEW) ->> TG_ARGV[0];
    last date := to_jsonb(NEW) ->> TG_ARGV[1];
    contract record;
BEGIN
    SELECT starts_on, ends_on INTO contract
    FROM contracts.service_contract WHERE id = NEW.service_contract_id;
    IF first < contract.starts_on OR coalesce(last, first) > contract.ends_on THEN
        RAISE EXCEPTION '%.%: from % to % is out of the term of contract id %, from % to %',
            TG_TABLE_SCHEMA, TG_TABLE_NAME, first, last, NEW.service_contract_id,
            contract.starts_on, contract.ends_on USING ERRCODE = 'QU005';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER in_term AFTER INSERT OR UPDATE OF starts_on, ends_on ON contracts.contract_period
    FOR EACH ROW EXECUTE FUNCTION contracts.check_in_term('starts_on', 'ends_on');
CREATE TRIGGER in_term AFTER INSERT OR UPDATE OF due_on ON contracts.contract_visit
    FOR EACH ROW EXECUTE FUNCTION contracts.check_in_term('due_on', 'due_on');
CREATE TRIGGER in_term AFTER INSERT ON contracts.contract_amendment
    FOR EACH ROW EXECUTE FUNCTION contracts.check_in_term('effective_on', 'effective_on');
CREATE TRIGGER in_term AFTER INSERT OR UPDATE OF starts_on, ends_on
    ON contracts.contract_suspension
    FOR EACH ROW EXECUTE FUNCTION contracts.check_in_term('starts_on', 'ends_on');

-- A period is invoiced once; a visit done or canceled stays so.
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON contracts.contract_period
    FOR EACH ROW WHEN (OLD.invoice_id IS NOT NULL) EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON contracts.contract_visit
    FOR EACH ROW WHEN (num_nonnulls(OLD.done_on, OLD.canceled_on) > 0)
    EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION contracts.check_renewal() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    ended date := (SELECT ends_on FROM contracts.service_contract WHERE id = NEW.old_contract_id);
    started date := (
        SELECT starts_on FROM contracts.service_contract WHERE id = NEW.new_contract_id
    );
BEGIN
    IF started <> ended + 1 THEN
        RAISE EXCEPTION 'contract id % starts on %, not the day after % when id % ends',
            NEW.new_contract_id, started, ended, NEW.old_contract_id USING ERRCODE = 'QU005';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER day_after AFTER INSERT ON contracts.contract_renewal
    FOR EACH ROW EXECUTE FUNCTION contracts.check_renewal();
