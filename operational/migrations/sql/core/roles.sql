-- Least privilege: what the application may do, and what somebody who only looks may read. Roles are of
-- the cluster, which other databases share; privileges are of this database.

-- Whether rows are added to a table and never changed: the guards say so, and the change log is one
-- that only a load shortens.
CREATE FUNCTION core.is_append_only(relation oid) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT relation = 'core.change'::regclass OR EXISTS (
        SELECT FROM pg_trigger
        WHERE tgrelid = relation AND tgname = 'append_only'
            AND tgfoid = 'core.refuse_change'::regproc
    )
$$;

-- Run after every upgrade, so that nothing is without its privileges: where some are wrong, all are put
-- as they should be, whatever they were. Where the user may make no roles, an administrator does, and
-- the next upgrade finds them.
CREATE FUNCTION core.grant_roles(schemas text[]) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    home text;
    ledger regclass;
    secretive regclass;
    open_columns text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('quarante.grants', 0));
    PERFORM core.ensure_role('quarante_application'), core.ensure_role('quarante_reader');
    IF to_regrole('quarante_application') IS NULL OR to_regrole('quarante_reader') IS NULL THEN
        RETURN;
    END IF;
    IF NOT has_database_privilege('quarante_application', current_database(), 'TEMPORARY')
        AND pg_has_role(
            (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE')
    THEN
        EXECUTE format(
            'GRANT TEMPORARY ON DATABASE %I TO quarante_application', current_database());
    END IF;
    IF NOT EXISTS (SELECT FROM core.wrong_grants(schemas)) THEN
        RETURN;
    END IF;
    PERFORM core.revoke_roles(schemas);
    FOR home IN SELECT nspname FROM pg_namespace WHERE nspname = ANY (schemas) LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO quarante_application, quarante_reader', home);
        EXECUTE format(
            'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I
             TO quarante_application', home);
        EXECUTE format(
            'GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO quarante_application', home);
        EXECUTE format(
            'GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO quarante_application', home);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO quarante_reader', home);
    END LOOP;
    FOR ledger IN SELECT c.oid FROM pg_class AS c WHERE core.is_append_only(c.oid) LOOP
        EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM quarante_application', ledger);
    END LOOP;
    FOR secretive, open_columns IN
        SELECT a.attrelid,
            string_agg(quote_ident(a.attname), ', ')
                FILTER (WHERE a.attname <> ALL (core.secret_columns()))
        FROM pg_attribute AS a
        JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm')
        JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = ANY (schemas)
        WHERE a.attnum > 0 AND NOT a.attisdropped
        GROUP BY a.attrelid
        HAVING bool_or(a.attname = ANY (core.secret_columns()))
    LOOP
        EXECUTE format('REVOKE SELECT ON %s FROM quarante_reader', secretive);
        EXECUTE format('GRANT SELECT (%s) ON %s TO quarante_reader', open_columns, secretive);
    END LOOP;
END
$$;

-- What the roles may not do and should, or the reverse: schemas, tables, sequences, functions.
CREATE FUNCTION core.wrong_grants(schemas text[]) RETURNS SETOF text
    LANGUAGE sql STABLE AS $$
    SELECT format('schema %I', nspname)
    FROM pg_namespace
    WHERE nspname = ANY (schemas) AND NOT (
        has_schema_privilege('quarante_application', oid, 'USAGE')
        AND has_schema_privilege('quarante_reader', oid, 'USAGE')
    )
    UNION ALL
    SELECT c.oid::regclass::text
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = ANY (schemas)
    CROSS JOIN LATERAL (SELECT core.is_append_only(c.oid) AS is_ledger) AS known
    WHERE c.relkind IN ('r', 'p', 'v', 'm') AND (
        NOT has_table_privilege('quarante_application', c.oid, 'SELECT')
        OR NOT has_table_privilege('quarante_application', c.oid, 'INSERT')
        OR has_table_privilege('quarante_application', c.oid, 'UPDATE') = is_ledger
        OR has_table_privilege('quarante_application', c.oid, 'DELETE') = is_ledger
        OR has_table_privilege('quarante_application', c.oid, 'TRUNCATE, TRIGGER, REFERENCES')
        OR has_table_privilege('quarante_reader', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
        OR EXISTS (
            SELECT FROM pg_attribute AS a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND has_column_privilege('quarante_reader', c.oid, a.attnum, 'SELECT')
                    = (a.attname = ANY (core.secret_columns()))
        )
    )
    UNION ALL
    SELECT c.oid::regclass::text
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = ANY (schemas)
    WHERE c.relkind = 'S' AND (
        NOT has_sequence_privilege('quarante_application', c.oid, 'USAGE')
        OR has_sequence_privilege('quarante_application', c.oid, 'UPDATE')
    )
    UNION ALL
    SELECT p.oid::regprocedure::text
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname = ANY (schemas)
    WHERE NOT has_function_privilege('quarante_application', p.oid, 'EXECUTE')
$$;

-- Takes every privilege of the roles on some schemas back.
CREATE FUNCTION core.revoke_roles(schemas text[]) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    home text;
    kind text;
BEGIN
    IF to_regrole('quarante_application') IS NULL OR to_regrole('quarante_reader') IS NULL THEN
        RETURN;
    END IF;
    FOR home IN SELECT nspname FROM pg_namespace WHERE nspname = ANY (schemas) LOOP
        FOREACH kind IN ARRAY ARRAY['TABLES', 'SEQUENCES', 'FUNCTIONS'] LOOP
            EXECUTE format(
                'REVOKE ALL ON ALL %s IN SCHEMA %I FROM quarante_application, quarante_reader',
                kind, home);
        END LOOP;
        EXECUTE format(
            'REVOKE ALL ON SCHEMA %I FROM quarante_application, quarante_reader', home);
    END LOOP;
END
$$;

-- The role exists and the user may take it, as far as the user may see to that. The migration of
-- another database of the cluster may be making it at this very moment.
CREATE FUNCTION core.ensure_role(role_name text) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    as_whom CONSTANT text := CASE
        WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END;
BEGIN
    BEGIN
        IF to_regrole(role_name) IS NULL THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        END IF;
    EXCEPTION
        WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
    END;
    BEGIN
        IF NOT pg_has_role(to_regrole(role_name), as_whom) THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
        END IF;
    EXCEPTION
        WHEN unique_violation OR insufficient_privilege THEN NULL;
    END;
END
$$;
