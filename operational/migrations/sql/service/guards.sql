-- Service: states in their turn, and what was signed on site stays as it was.

CREATE TRIGGER by_steps BEFORE UPDATE OF state ON service.service_ticket
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'open>in_progress', 'open>on_hold', 'open>resolved', 'open>canceled',
        'in_progress>on_hold', 'in_progress>resolved', 'in_progress>canceled',
        'on_hold>in_progress', 'on_hold>resolved', 'on_hold>canceled', 'resolved>in_progress'
    );
CREATE TRIGGER keep_opening BEFORE UPDATE OF company_id, reference, opened_on, opened_by_id
    ON service.service_ticket
    FOR EACH ROW WHEN (
        (OLD.company_id, OLD.reference, OLD.opened_on, OLD.opened_by_id)
        IS DISTINCT FROM (NEW.company_id, NEW.reference, NEW.opened_on, NEW.opened_by_id)
    ) EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER frozen BEFORE UPDATE ON service.service_ticket
    FOR EACH ROW WHEN (OLD.state IN ('resolved', 'canceled'))
    EXECUTE FUNCTION core.refuse_other_changes(
        'state', 'resolved_on', 'resolved_by_id', 'resolution'
    );
CREATE TRIGGER kept BEFORE DELETE ON service.service_ticket
    FOR EACH ROW EXECUTE FUNCTION core.refuse_change();

SELECT core.make_append_only('service.ticket_event');
SELECT core.make_append_only('service.intervention_transition');

CREATE TRIGGER by_steps BEFORE UPDATE OF state ON service.intervention
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'planned>confirmed', 'planned>on_the_way', 'planned>in_progress', 'planned>not_done',
        'confirmed>planned', 'confirmed>on_the_way', 'confirmed>in_progress', 'confirmed>not_done',
        'on_the_way>in_progress', 'on_the_way>not_done', 'in_progress>done', 'in_progress>not_done'
    );
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON service.intervention
    FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL)
    EXECUTE FUNCTION core.refuse_other_changes('is_billable');

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON service.intervention_report
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL)
    EXECUTE FUNCTION core.refuse_other_changes('document_id');

-- Times, travel, parts and photos are part of the report: once it is signed, none comes or goes.
CREATE FUNCTION service.require_unsigned(report service.intervention_report) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF report.frozen_at IS NOT NULL THEN
        RAISE EXCEPTION 'the report of intervention id % is signed: nothing of it changes',
            report.intervention_id USING ERRCODE = 'QU001';
    END IF;
END
$$;

CREATE FUNCTION service.keep_signed() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM service.require_unsigned(r) FROM service.intervention_report AS r
    WHERE r.intervention_id IN (OLD.intervention_id, NEW.intervention_id) FOR SHARE;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE FUNCTION service.keep_signed_photos() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM service.require_unsigned(r) FROM service.intervention_report AS r
    WHERE r.id IN (OLD.intervention_report_id, NEW.intervention_report_id) FOR SHARE;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER keep_signed BEFORE INSERT OR UPDATE OR DELETE ON service.intervention_labor
    FOR EACH ROW EXECUTE FUNCTION service.keep_signed();
CREATE TRIGGER keep_signed BEFORE INSERT OR UPDATE OR DELETE ON service.intervention_travel
    FOR EACH ROW EXECUTE FUNCTION service.keep_signed();
CREATE TRIGGER keep_signed BEFORE INSERT OR UPDATE OR DELETE ON service.intervention_part
    FOR EACH ROW EXECUTE FUNCTION service.keep_signed();
CREATE TRIGGER keep_signed BEFORE INSERT OR UPDATE OR DELETE ON service.report_photo
    FOR EACH ROW EXECUTE FUNCTION service.keep_signed_photos();

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON service.satisfaction_survey
    FOR EACH ROW WHEN (OLD.answered_on IS NOT NULL) EXECUTE FUNCTION core.refuse_change();
