-- Row-change capture (for the warehouse) and audit (for people), by statement-level triggers.

-- Columns that leave PostgreSQL by no road: neither audited nor loaded into the warehouse.
CREATE FUNCTION core.secret_columns() RETURNS text[]
    LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY['password_hash', 'secret']
$$;

-- A transaction may set `quarante.user_id` (the author kept by the audit) and, for a bulk COPY only,
-- `quarante.capture` to 'off'; it must then call core.mark_for_reload() for each table it wrote.
CREATE FUNCTION core.capture_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    full_name text := TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME;
    author bigint := nullif(current_setting('quarante.user_id', true), '')::bigint;
BEGIN
    IF current_setting('quarante.capture', true) = 'off' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO core.change (table_name, operation) VALUES (full_name, 'R');
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO core.change (table_name, row_id, operation)
        SELECT full_name, id, 'I' FROM new_rows;
        INSERT INTO core.audit_entry (by_user_id, table_name, row_id, operation)
        SELECT author, full_name, id, 'I' FROM new_rows;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO core.change (table_name, row_id, operation)
        SELECT full_name, id, 'U' FROM new_rows
        UNION ALL
        SELECT full_name, id, 'D' FROM old_rows WHERE id NOT IN (SELECT id FROM new_rows);
        INSERT INTO core.audit_entry (by_user_id, table_name, row_id, operation, before, after)
        SELECT author, full_name, new_row.id, 'U', diff.before, diff.after
        FROM old_rows AS old_row
        JOIN new_rows AS new_row ON new_row.id = old_row.id
        CROSS JOIN LATERAL (
            SELECT jsonb_object_agg(was.key, was.value) AS before,
                   jsonb_object_agg(now.key, now.value) AS after
            FROM jsonb_each(to_jsonb(old_row) - core.secret_columns()) AS was
            JOIN jsonb_each(to_jsonb(new_row)) AS now ON now.key = was.key
            WHERE was.value IS DISTINCT FROM now.value
        ) AS diff
        WHERE diff.before IS NOT NULL;
    ELSE
        INSERT INTO core.change (table_name, row_id, operation)
        SELECT full_name, id, 'D' FROM old_rows;
        INSERT INTO core.audit_entry (by_user_id, table_name, row_id, operation, before)
        SELECT author, full_name, old_row.id, 'D', to_jsonb(old_row) - core.secret_columns()
        FROM old_rows AS old_row;
    END IF;
    PERFORM pg_notify('quarante_changes', '');
    RETURN NULL;
END
$$;

CREATE FUNCTION core.track_changes(tracked regclass) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER capture_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
         FOR EACH STATEMENT EXECUTE FUNCTION core.capture_change()', tracked);
    EXECUTE format(
        'CREATE TRIGGER capture_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
         FOR EACH STATEMENT EXECUTE FUNCTION core.capture_change()', tracked);
    EXECUTE format(
        'CREATE TRIGGER capture_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
         FOR EACH STATEMENT EXECUTE FUNCTION core.capture_change()', tracked);
    EXECUTE format(
        'CREATE TRIGGER capture_truncate AFTER TRUNCATE ON %s
         FOR EACH STATEMENT EXECUTE FUNCTION core.capture_change()', tracked);
END
$$;

CREATE FUNCTION core.mark_for_reload(tracked regclass) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO core.change (table_name, operation)
    SELECT n.nspname || '.' || c.relname, 'R'
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.oid = tracked;
    SELECT pg_notify('quarante_changes', '');
$$;
