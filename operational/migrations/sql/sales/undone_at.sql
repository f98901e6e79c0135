-- An allocation is undone from a day that may be long over: when it was done tells what had been
-- counted before.
ALTER TABLE sales.payment_allocation ADD COLUMN undone_at TIMESTAMP WITH TIME ZONE;

-- What was undone before: as the audit says, or else at the end of its day.
ALTER TABLE sales.payment_allocation DISABLE TRIGGER only_undone;
ALTER TABLE sales.payment_allocation DISABLE TRIGGER undone_once;
UPDATE sales.payment_allocation AS a
SET undone_at = greatest(
    a.created_at,
    coalesce(
        (
            SELECT max(e.at) FROM core.audit_entry AS e
            WHERE e.table_name = 'sales.payment_allocation' AND e.row_id = a.id
                AND e.operation = 'U' AND e.after ? 'undone_on'
        ),
        least(((a.undone_on + 1)::timestamp AT TIME ZONE c.time_zone), now())
    )
)
FROM sales.instalment AS s
JOIN sales.invoice AS i ON i.id = s.invoice_id
JOIN core.company AS c ON c.id = i.company_id
WHERE s.id = a.instalment_id AND a.undone_on IS NOT NULL;
ALTER TABLE sales.payment_allocation ENABLE TRIGGER only_undone;
ALTER TABLE sales.payment_allocation ENABLE TRIGGER undone_once;

ALTER TABLE sales.payment_allocation
    ADD CONSTRAINT ck_payment_allocation_undone_on_with_undone_at
        CHECK ((undone_on IS NULL) = (undone_at IS NULL)),
    ADD CONSTRAINT ck_payment_allocation_undone_at_after_created_at
        CHECK (undone_at IS NULL OR undone_at >= created_at);

-- The time of the writing itself, not that of its transaction: whoever holds the table knows that
-- what was undone before is already there.
CREATE FUNCTION sales.tell_undone_at() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.undone_at := greatest(NEW.created_at, clock_timestamp());
    RETURN NEW;
END
$$;

-- After `only_undone`, which refuses any other hand.
CREATE TRIGGER undone_now BEFORE INSERT OR UPDATE ON sales.payment_allocation
    FOR EACH ROW WHEN (NEW.undone_on IS NOT NULL AND NEW.undone_at IS NULL)
    EXECUTE FUNCTION sales.tell_undone_at();
