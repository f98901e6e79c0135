-- Portal: what was said, shared or asked to be signed is not reworded.

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON portal.portal_message
    FOR EACH ROW EXECUTE FUNCTION core.refuse_other_changes('read_at');
SELECT core.make_append_only('portal.portal_message_file');

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON portal.document_share
    FOR EACH ROW WHEN (OLD.revoked_at IS NULL) EXECUTE FUNCTION core.refuse_other_changes(
        'permission', 'expires_on', 'first_seen_at', 'revoked_at', 'revoked_by_id'
    );
CREATE TRIGGER frozen_revoked BEFORE UPDATE OR DELETE ON portal.document_share
    FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

CREATE TRIGGER by_steps BEFORE UPDATE OF state ON portal.signature_request
    FOR EACH ROW EXECUTE FUNCTION core.check_transition(
        'pending>signed', 'pending>refused', 'pending>expired', 'pending>canceled'
    );
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON portal.signature_request
    FOR EACH ROW WHEN (OLD.state = 'pending') EXECUTE FUNCTION core.refuse_other_changes(
        'state', 'expires_at', 'answered_at', 'signature_id', 'refusal_reason'
    );
CREATE TRIGGER frozen_answered BEFORE UPDATE OR DELETE ON portal.signature_request
    FOR EACH ROW WHEN (OLD.state <> 'pending') EXECUTE FUNCTION core.refuse_change();

-- A link serves once.
CREATE TRIGGER frozen BEFORE UPDATE ON portal.portal_link
    FOR EACH ROW WHEN (OLD.used_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON portal.privacy_request
    FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();
