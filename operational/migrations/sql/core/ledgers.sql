-- Core: the audit is append-only; a series never gives a number twice, nor dates that go backwards.

SELECT core.make_append_only('core.audit_entry');

CREATE FUNCTION core.refuse_series_backwards() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.next_number < OLD.next_number OR NEW.last_date < OLD.last_date THEN
        RAISE EXCEPTION 'series % of % goes backwards', OLD.kind, OLD.fiscal_year
            USING ERRCODE = 'QU005', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER forwards_only BEFORE UPDATE ON core.number_series
    FOR EACH ROW EXECUTE FUNCTION core.refuse_series_backwards();
