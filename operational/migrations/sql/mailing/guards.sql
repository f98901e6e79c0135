-- Mailing: what left is what was written, and what was sent to whom stays known.

CREATE TRIGGER by_steps BEFORE UPDATE OF state ON mailing.campaign
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'draft>scheduled', 'draft>sending', 'draft>canceled', 'scheduled>draft',
        'scheduled>sending', 'scheduled>canceled', 'sending>sent', 'sending>canceled'
    );
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON mailing.campaign
    FOR EACH ROW WHEN (OLD.state IN ('sending', 'sent', 'canceled'))
    EXECUTE FUNCTION core.refuse_other_changes('state', 'sent_at', 'attribution_days');

CREATE FUNCTION mailing.keep_link() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM mailing.campaign
    WHERE id = OLD.campaign_id AND state IN ('sending', 'sent') FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'campaign id % has left: % of a link refused', OLD.campaign_id, TG_OP
            USING ERRCODE = 'QU001';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON mailing.campaign_link
    FOR EACH ROW EXECUTE FUNCTION mailing.keep_link();

CREATE TRIGGER by_steps BEFORE UPDATE OF state ON mailing.message
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'queued>sent', 'queued>failed', 'queued>skipped', 'failed>queued', 'sent>delivered',
        'sent>bounced', 'sent>failed', 'delivered>bounced'
    );

SELECT core.make_append_only('mailing.message_event');
SELECT core.make_append_only('mailing.unsubscription');
SELECT core.make_append_only('mailing.report_delivery');

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON mailing.suppression
    FOR EACH ROW WHEN (OLD.lifted_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON mailing.alert
    FOR EACH ROW WHEN (OLD.acknowledged_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();
