-- Guards that several domains put on their tables; each takes its particulars as trigger arguments.

-- Nothing changes: CREATE TRIGGER … BEFORE UPDATE OR DELETE ON t … FUNCTION core.refuse_change().
CREATE FUNCTION core.refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%.% % does not change: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME,
        to_jsonb(OLD) ->> 'id', TG_OP
        USING ERRCODE = 'QU001', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
END
$$;

-- Ledgers: rows are added, never changed nor removed.
CREATE FUNCTION core.make_append_only(ledger regclass) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s
         FOR EACH ROW EXECUTE FUNCTION core.refuse_change()', ledger);
    EXECUTE format(
        'CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s
         FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()', ledger);
END
$$;

-- Only the columns named may still change: CREATE TRIGGER … BEFORE UPDATE OR DELETE ON t FOR EACH
-- ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION core.refuse_other_changes('paid_on', …).
CREATE FUNCTION core.refuse_other_changes() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    changed text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT string_agg(now.key, ', ' ORDER BY now.key) INTO changed
        FROM jsonb_each(to_jsonb(NEW)) AS now
        WHERE now.value IS DISTINCT FROM to_jsonb(OLD) -> now.key
            AND now.key <> ALL (TG_ARGV);
        IF changed IS NULL THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '%.% % is frozen: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME,
        to_jsonb(OLD) ->> 'id', concat_ws(' of ', TG_OP, changed)
        USING ERRCODE = 'QU001', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
END
$$;

-- A state changes only as listed: CREATE TRIGGER … BEFORE UPDATE OF state ON t
-- FOR EACH ROW EXECUTE FUNCTION core.check_transition('draft>sent', 'sent>canceled', …).
CREATE FUNCTION core.check_transition() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND OLD.state || '>' || NEW.state <> ALL (TG_ARGV) THEN
        RAISE EXCEPTION '%.% %: % after % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME,
            OLD.id, NEW.state, OLD.state
            USING ERRCODE = 'QU004', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN NEW;
END
$$;

-- Nothing is inside, or waits for, itself: CREATE TRIGGER … AFTER INSERT OR UPDATE OF … ON t
-- FOR EACH ROW EXECUTE FUNCTION core.refuse_cycle('id', 'parent_id'): from column, to column.
-- One writer of a table at a time, or two could close a cycle that neither sees.
CREATE FUNCTION core.refuse_cycle() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    from_node bigint := to_jsonb(NEW) ->> TG_ARGV[0];
    to_node bigint := to_jsonb(NEW) ->> TG_ARGV[1];
    closes boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(TG_RELID::bigint);
    EXECUTE format(
        'WITH RECURSIVE reached (node) AS (
             SELECT $1
             UNION
             SELECT t.%2$I FROM %3$s AS t JOIN reached ON t.%1$I = reached.node
         )
         SELECT EXISTS (SELECT FROM reached WHERE node = $2)',
        TG_ARGV[0], TG_ARGV[1], TG_RELID::regclass
    ) INTO closes USING to_node, from_node;
    IF closes THEN
        RAISE EXCEPTION '%.%: % cannot lead back to itself through %',
            TG_TABLE_SCHEMA, TG_TABLE_NAME, from_node, to_node
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_acyclic',
                TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN NULL;
END
$$;

-- Numbered rows never go back in time: CREATE TRIGGER … AFTER INSERT ON t
-- REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
-- EXECUTE FUNCTION core.check_order('at', 'till_id', …): the column of time, then the scope.
CREATE FUNCTION core.check_order() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    earlier record;
BEGIN
    EXECUTE format(
        'SELECT n.number, n.%1$I AS at, p.%1$I AS previous FROM new_rows AS n
         JOIN %2$s AS p ON p.number = n.previous_number AND %3$s
         WHERE n.%1$I < p.%1$I LIMIT 1',
        TG_ARGV[0], TG_RELID::regclass,
        (SELECT string_agg(format('p.%1$I = n.%1$I', scope), ' AND ')
         FROM unnest(TG_ARGV[1:]) AS scope)
    ) INTO earlier;
    IF earlier.number IS NOT NULL THEN
        RAISE EXCEPTION '%.% number %: % is before % of the number before',
            TG_TABLE_SCHEMA, TG_TABLE_NAME, earlier.number, earlier.at, earlier.previous
            USING ERRCODE = 'QU005', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN NULL;
END
$$;
