-- Stock: an append-only ledger, and what is derived from it in the same statement.

SELECT core.make_append_only('stock.stock_movement');

-- Levels, average costs and valuations are written by the ledger's own triggers, never by hand.
CREATE FUNCTION stock.refuse_by_hand() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%.% is derived from stock.stock_movement: % by hand refused',
        TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP USING ERRCODE = 'QU001';
END
$$;

CREATE TRIGGER derived BEFORE INSERT OR DELETE OR UPDATE OF item_id, warehouse_id, quantity
    ON stock.stock_level
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION stock.refuse_by_hand();
CREATE TRIGGER derived BEFORE INSERT OR UPDATE OR DELETE ON stock.average_cost
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION stock.refuse_by_hand();
CREATE TRIGGER derived BEFORE INSERT OR UPDATE OR DELETE ON stock.stock_valuation
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION stock.refuse_by_hand();

-- An item is kept in the warehouses of its own company, if it is stocked at all.
CREATE FUNCTION stock.check_new_level() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM catalog.item AS i
    JOIN core.agency AS a ON a.company_id = i.company_id
    JOIN stock.warehouse AS w ON w.agency_id = a.id
    WHERE i.id = NEW.item_id AND i.is_stocked AND w.id = NEW.warehouse_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'item % is not stocked in warehouse %', NEW.item_id, NEW.warehouse_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_level_item_of_company';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER item_of_company BEFORE INSERT ON stock.stock_level
    FOR EACH ROW EXECUTE FUNCTION stock.check_new_level();

CREATE FUNCTION stock.refuse_negative_level() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM stock.warehouse WHERE id = NEW.warehouse_id AND NOT allows_negative;
    IF FOUND THEN
        RAISE EXCEPTION 'warehouse % has % of item % too little',
            NEW.warehouse_id, -NEW.quantity, NEW.item_id USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER negative_allowed AFTER INSERT OR UPDATE OF quantity ON stock.stock_level
    FOR EACH ROW WHEN (NEW.quantity < 0) EXECUTE FUNCTION stock.refuse_negative_level();

-- The weighted average cost of an item (rules.md): entries move it, a return re-enters at the cost
-- it left at, nothing costs 0 but what left before any entry. Starts from the last movement valued
-- before (since_day, since_id).
CREATE FUNCTION stock.replay(item bigint, since_day date, since_id bigint)
    RETURNS TABLE (
        movement_id bigint, unit_cost numeric, quantity_after numeric, average_unit_cost numeric
    )
    LANGUAGE plpgsql AS $$
DECLARE
    movement record;
    kept_costs jsonb := '{}';
BEGIN
    SELECT v.quantity_after, v.average_unit_cost INTO quantity_after, average_unit_cost
    FROM stock.stock_movement AS m
    JOIN stock.stock_valuation AS v ON v.stock_movement_id = m.id
    WHERE m.item_id = item AND (m.moved_on, m.id) < (since_day, since_id)
    ORDER BY m.moved_on DESC, m.id DESC
    LIMIT 1;
    quantity_after := coalesce(quantity_after, 0);
    average_unit_cost := coalesce(average_unit_cost, 0);
    FOR movement IN
        SELECT m.id, m.quantity, m.unit_cost, m.returned_movement_id AS returned_id,
               EXISTS (
                   SELECT FROM stock.stock_movement AS r WHERE r.returned_movement_id = m.id
               ) AS comes_back,
               before.unit_cost AS returned_cost
        FROM stock.stock_movement AS m
        LEFT JOIN stock.stock_movement AS origin
            ON origin.id = m.returned_movement_id
            AND (origin.moved_on, origin.id) < (since_day, since_id)
        LEFT JOIN stock.stock_valuation AS before ON before.stock_movement_id = origin.id
        WHERE m.item_id = item AND (m.moved_on, m.id) >= (since_day, since_id)
        ORDER BY m.moved_on, m.id
    LOOP
        movement_id := movement.id;
        unit_cost := coalesce(
            movement.unit_cost,
            movement.returned_cost,
            (kept_costs ->> movement.returned_id::text)::numeric,
            average_unit_cost
        );
        IF movement.quantity > 0 THEN
            average_unit_cost := round(
                (greatest(quantity_after, 0) * average_unit_cost + movement.quantity * unit_cost)
                / (greatest(quantity_after, 0) + movement.quantity),
                4
            );
        END IF;
        quantity_after := quantity_after + movement.quantity;
        IF movement.comes_back THEN
            kept_costs := kept_costs || jsonb_build_object(movement.id::text, unit_cost);
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;

-- After movements were added: levels, then values from the earliest of them on, item by item. The
-- row of average_cost is the lock under which an item's movements take their turn.
CREATE FUNCTION stock.derive_from_movements() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stock.average_cost (item_id)
    SELECT DISTINCT item_id FROM added ORDER BY item_id
    ON CONFLICT (item_id) DO NOTHING;
    PERFORM FROM stock.average_cost
    WHERE item_id IN (SELECT item_id FROM added) ORDER BY item_id FOR UPDATE;

    INSERT INTO stock.stock_level AS l (item_id, warehouse_id, quantity)
    SELECT item_id, warehouse_id, sum(quantity) FROM added
    GROUP BY item_id, warehouse_id ORDER BY item_id, warehouse_id
    ON CONFLICT (item_id, warehouse_id) DO UPDATE SET quantity = l.quantity + excluded.quantity;

    INSERT INTO stock.stock_valuation AS v
        (stock_movement_id, unit_cost, quantity_after, average_unit_cost)
    SELECT r.movement_id, r.unit_cost, r.quantity_after, r.average_unit_cost
    FROM (
        SELECT DISTINCT ON (item_id) item_id, moved_on, id
        FROM added ORDER BY item_id, moved_on, id
    ) AS first,
    LATERAL stock.replay(first.item_id, first.moved_on, first.id) AS r
    ON CONFLICT (stock_movement_id) DO UPDATE
        SET unit_cost = excluded.unit_cost,
            quantity_after = excluded.quantity_after,
            average_unit_cost = excluded.average_unit_cost
        WHERE (v.unit_cost, v.quantity_after, v.average_unit_cost)
            <> (excluded.unit_cost, excluded.quantity_after, excluded.average_unit_cost);

    UPDATE stock.average_cost AS a
    SET quantity = last.quantity_after, unit_cost = last.average_unit_cost
    FROM (SELECT DISTINCT item_id FROM added) AS touched,
    LATERAL (
        SELECT v.quantity_after, v.average_unit_cost
        FROM stock.stock_movement AS m
        JOIN stock.stock_valuation AS v ON v.stock_movement_id = m.id
        WHERE m.item_id = touched.item_id
        ORDER BY m.moved_on DESC, m.id DESC
        LIMIT 1
    ) AS last
    WHERE a.item_id = touched.item_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER derive AFTER INSERT ON stock.stock_movement
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION stock.derive_from_movements();

-- Proof that what is derived equals the ledger: each function returns the rows that do not.
CREATE FUNCTION stock.wrong_levels()
    RETURNS TABLE (item_id bigint, warehouse_id bigint, kept numeric, moved numeric)
    LANGUAGE sql STABLE AS $$
    SELECT coalesce(l.item_id, m.item_id), coalesce(l.warehouse_id, m.warehouse_id),
           l.quantity, m.quantity
    FROM stock.stock_level AS l
    FULL JOIN (
        SELECT item_id, warehouse_id, sum(quantity) AS quantity
        FROM stock.stock_movement GROUP BY item_id, warehouse_id
    ) AS m ON m.item_id = l.item_id AND m.warehouse_id = l.warehouse_id
    WHERE l.quantity IS DISTINCT FROM m.quantity
$$;

CREATE FUNCTION stock.wrong_costs()
    RETURNS TABLE (item_id bigint, movement_id bigint, kept numeric, replayed numeric)
    LANGUAGE sql STABLE AS $$
    WITH replayed AS (
        SELECT i.item_id, r.*,
               row_number() OVER (PARTITION BY i.item_id ORDER BY r.place DESC) = 1 AS is_last
        FROM (SELECT DISTINCT item_id FROM stock.stock_movement) AS i,
        LATERAL stock.replay(i.item_id, '-infinity', 0)
            WITH ORDINALITY AS r (
                movement_id, unit_cost, quantity_after, average_unit_cost, place
            )
    )
    SELECT r.item_id, r.movement_id, v.unit_cost, r.unit_cost
    FROM replayed AS r
    LEFT JOIN stock.stock_valuation AS v ON v.stock_movement_id = r.movement_id
    WHERE (v.unit_cost, v.quantity_after, v.average_unit_cost)
        IS DISTINCT FROM (r.unit_cost, r.quantity_after, r.average_unit_cost)
    UNION ALL
    SELECT r.item_id, NULL, a.unit_cost, r.average_unit_cost
    FROM replayed AS r
    LEFT JOIN stock.average_cost AS a ON a.item_id = r.item_id
    WHERE r.is_last
        AND (a.quantity, a.unit_cost) IS DISTINCT FROM (r.quantity_after, r.average_unit_cost)
$$;

-- What comes back is at most what left, by the same movement.
CREATE FUNCTION stock.refuse_excess_return() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    left_quantity numeric;
    returned numeric;
BEGIN
    SELECT -quantity INTO left_quantity
    FROM stock.stock_movement WHERE id = NEW.returned_movement_id FOR UPDATE;
    SELECT sum(quantity) INTO returned
    FROM stock.stock_movement WHERE returned_movement_id = NEW.returned_movement_id;
    IF returned > left_quantity THEN
        RAISE EXCEPTION 'movement % took % out: % cannot come back',
            NEW.returned_movement_id, left_quantity, returned USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER return_left AFTER INSERT ON stock.stock_movement
    FOR EACH ROW WHEN (NEW.returned_movement_id IS NOT NULL)
    EXECUTE FUNCTION stock.refuse_excess_return();

-- A transfer takes out of a warehouse what it brings into the other.
CREATE FUNCTION stock.check_transfer() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT m.item_id, sum(m.quantity) AS quantity INTO wrong
    FROM stock.stock_movement AS m
    LEFT JOIN stock.stock_transfer AS t ON t.id::text = m.source_id
    WHERE m.source_kind = 'stock_transfer' AND m.source_id = NEW.source_id
    GROUP BY m.item_id
    HAVING sum(m.quantity) <> 0
        OR bool_or(m.warehouse_id IS DISTINCT FROM CASE
            WHEN m.quantity < 0 THEN t.from_warehouse_id ELSE t.to_warehouse_id END)
    LIMIT 1;
    IF FOUND OR NEW.source_kind IS DISTINCT FROM 'stock_transfer' THEN
        RAISE EXCEPTION 'transfer % does not carry item % from a warehouse to the other',
            NEW.source_id, coalesce(wrong.item_id, NEW.item_id) USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER transfer_balanced AFTER INSERT ON stock.stock_movement
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind = 'transfer') EXECUTE FUNCTION stock.check_transfer();

CREATE FUNCTION stock.refuse_excess_serials() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    moved numeric;
    named bigint;
BEGIN
    SELECT abs(quantity) INTO moved
    FROM stock.stock_movement WHERE id = NEW.stock_movement_id FOR UPDATE;
    SELECT count(*) INTO named
    FROM stock.movement_serial WHERE stock_movement_id = NEW.stock_movement_id;
    IF named > moved THEN
        RAISE EXCEPTION 'movement % moved % pieces: % numbers are too many',
            NEW.stock_movement_id, moved, named USING ERRCODE = 'QU003';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER serials_moved AFTER INSERT ON stock.movement_serial
    FOR EACH ROW EXECUTE FUNCTION stock.refuse_excess_serials();
SELECT core.make_append_only('stock.movement_serial');

-- Counts: expected quantities are frozen at the start, everything once validated.
CREATE TRIGGER known_step BEFORE UPDATE OF state ON stock.stock_count
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'draft>started', 'draft>canceled', 'started>validated', 'started>canceled'
    );
CREATE TRIGGER frozen_started BEFORE UPDATE OR DELETE ON stock.stock_count
    FOR EACH ROW WHEN (OLD.state = 'started') EXECUTE FUNCTION core.refuse_other_changes(
        'state', 'validated_at', 'validated_by_id', 'canceled_at', 'cancel_reason'
    );
CREATE TRIGGER frozen_ended BEFORE UPDATE OR DELETE ON stock.stock_count
    FOR EACH ROW WHEN (OLD.state IN ('validated', 'canceled')) EXECUTE FUNCTION core.refuse_change();

-- In a started count an item found unexpectedly may be added, and counted quantities typed.
CREATE FUNCTION stock.guard_count_line() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    in_state text;
BEGIN
    SELECT state INTO in_state FROM stock.stock_count
    WHERE id = coalesce(OLD.stock_count_id, NEW.stock_count_id) FOR SHARE;
    IF in_state IN ('validated', 'canceled')
        OR in_state = 'started' AND TG_OP = 'DELETE'
        OR in_state = 'started' AND TG_OP = 'UPDATE'
            AND (NEW.stock_count_id, NEW.item_id, NEW.expected_quantity)
                IS DISTINCT FROM (OLD.stock_count_id, OLD.item_id, OLD.expected_quantity)
    THEN
        RAISE EXCEPTION 'the count is %: % of this line refused', in_state, TG_OP
            USING ERRCODE = 'QU001';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON stock.stock_count_line
    FOR EACH ROW EXECUTE FUNCTION stock.guard_count_line();

-- Once started, every line says what was expected; once validated, every difference was moved.
CREATE FUNCTION stock.check_count() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT l.id, l.expected_quantity, l.counted_quantity, coalesce(m.quantity, 0) AS moved
    INTO wrong
    FROM stock.stock_count AS c
    JOIN stock.stock_count_line AS l ON l.stock_count_id = c.id
    LEFT JOIN stock.stock_movement AS m
        ON m.source_kind = 'stock_count_line' AND m.source_id = l.id::text
        AND m.kind = 'count' AND m.item_id = l.item_id AND m.warehouse_id = c.warehouse_id
    WHERE c.id = NEW.id AND (
        l.expected_quantity IS NULL
        OR c.state = 'validated'
            AND coalesce(l.counted_quantity - l.expected_quantity, 0) <> coalesce(m.quantity, 0)
    )
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'count %, line %: expected %, counted %, moved %',
            NEW.id, wrong.id, wrong.expected_quantity, wrong.counted_quantity, wrong.moved
            USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER differences_moved AFTER UPDATE ON stock.stock_count
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state IN ('started', 'validated'))
    EXECUTE FUNCTION stock.check_count();
