-- Planning: states, bookings that cannot overlap, tasks that do not wait for themselves, settled
-- allowances.

CREATE TRIGGER known_step BEFORE UPDATE OF state ON planning.appointment
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'tentative>firm', 'tentative>held', 'tentative>canceled',
        'firm>tentative', 'firm>held', 'firm>no_show', 'firm>canceled',
        'held>firm', 'no_show>firm', 'canceled>tentative'
    );
CREATE TRIGGER known_step BEFORE UPDATE OF state ON planning.task
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'to_do>in_progress', 'to_do>done', 'to_do>canceled',
        'in_progress>to_do', 'in_progress>done', 'in_progress>canceled',
        'done>in_progress', 'canceled>to_do'
    );

CREATE FUNCTION planning.keep_locked_time() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'appointment % is locked since %: it does not move', OLD.id, OLD.locked_at
        USING ERRCODE = 'QU001';
END
$$;

CREATE TRIGGER locked BEFORE UPDATE OF starts_at, ends_at ON planning.appointment
    FOR EACH ROW WHEN (
        OLD.locked_at IS NOT NULL AND NEW.locked_at IS NOT NULL
        AND (NEW.starts_at, NEW.ends_at) IS DISTINCT FROM (OLD.starts_at, OLD.ends_at)
    ) EXECUTE FUNCTION planning.keep_locked_time();

-- A booking copies what its exclusion constraint needs, whatever the writer gave.
CREATE FUNCTION planning.copy_to_booking() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    SELECT a.starts_at, a.ends_at, a.state = 'firm' AND r.non_overlapping
    INTO NEW.starts_at, NEW.ends_at, NEW.is_exclusive
    FROM planning.appointment AS a, planning.resource AS r
    WHERE a.id = NEW.appointment_id AND r.id = NEW.resource_id
    FOR SHARE OF a, r;
    RETURN NEW;
END
$$;

CREATE TRIGGER copy_time
    BEFORE INSERT OR UPDATE OF appointment_id, resource_id, starts_at, ends_at, is_exclusive
    ON planning.appointment_resource
    FOR EACH ROW EXECUTE FUNCTION planning.copy_to_booking();

CREATE FUNCTION planning.copy_to_bookings() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE planning.appointment_resource SET starts_at = NEW.starts_at
    WHERE appointment_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER copy_time AFTER UPDATE OF starts_at, ends_at, state ON planning.appointment
    FOR EACH ROW WHEN (
        (NEW.starts_at, NEW.ends_at, NEW.state)
            IS DISTINCT FROM (OLD.starts_at, OLD.ends_at, OLD.state)
    ) EXECUTE FUNCTION planning.copy_to_bookings();

-- The choice of a company counts from now on: what is past overlapped or not.
CREATE FUNCTION planning.copy_exclusivity() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE planning.appointment_resource SET is_exclusive = NEW.non_overlapping
    WHERE resource_id = NEW.id AND ends_at > now();
    RETURN NULL;
END
$$;

CREATE TRIGGER copy_exclusivity AFTER UPDATE OF non_overlapping ON planning.resource
    FOR EACH ROW WHEN (NEW.non_overlapping <> OLD.non_overlapping)
    EXECUTE FUNCTION planning.copy_exclusivity();

CREATE TRIGGER acyclic AFTER INSERT OR UPDATE OF parent_id ON planning.task
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
    EXECUTE FUNCTION core.refuse_cycle('id', 'parent_id');
CREATE TRIGGER acyclic AFTER INSERT OR UPDATE OF task_id, predecessor_id
    ON planning.task_dependency
    FOR EACH ROW EXECUTE FUNCTION core.refuse_cycle('task_id', 'predecessor_id');

-- A settled allowance, and the trips it pays, stay as they were paid.
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON planning.mileage_allowance
    FOR EACH ROW WHEN (OLD.settled_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON planning.travel_allowance
    FOR EACH ROW WHEN (OLD.settled_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION planning.keep_settled_trip() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM planning.mileage_allowance
    WHERE id IN (OLD.mileage_allowance_id, NEW.mileage_allowance_id)
        AND settled_at IS NOT NULL FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'trip %: its allowance is settled, % refused', coalesce(OLD.id, NEW.id),
            TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER settled BEFORE INSERT OR UPDATE OR DELETE ON planning.mileage_trip
    FOR EACH ROW EXECUTE FUNCTION planning.keep_settled_trip();

CREATE FUNCTION planning.check_settled_kilometers() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    driven numeric;
BEGIN
    SELECT coalesce(sum(kilometers), 0) INTO driven
    FROM planning.mileage_trip WHERE mileage_allowance_id = NEW.id;
    IF driven <> NEW.kilometers THEN
        RAISE EXCEPTION 'allowance % pays % km, its trips are % km', NEW.id, NEW.kilometers, driven
            USING ERRCODE = 'QU002';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER trips_add_up AFTER INSERT OR UPDATE ON planning.mileage_allowance
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.settled_at IS NOT NULL)
    EXECUTE FUNCTION planning.check_settled_kilometers();
