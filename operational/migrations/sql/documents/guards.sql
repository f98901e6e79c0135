-- Documents: what is stored, locked, published, frozen or signed does not change.

-- A content is known by its digest; only where it is kept and how long may change.
CREATE TRIGGER frozen BEFORE UPDATE ON documents.file
    FOR EACH ROW EXECUTE FUNCTION core.refuse_other_changes('storage_key', 'retain_until');
CREATE TRIGGER retain BEFORE DELETE ON documents.file
    FOR EACH ROW WHEN (OLD.retain_until >= current_date) EXECUTE FUNCTION core.refuse_change();

CREATE TRIGGER acyclic AFTER INSERT OR UPDATE OF parent_id ON documents.document_folder
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
    EXECUTE FUNCTION core.refuse_cycle('id', 'parent_id');

-- A locked document can only be unlocked.
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON documents.document
    FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL)
    EXECUTE FUNCTION core.refuse_other_changes('locked_at', 'locked_by_id');

CREATE TRIGGER frozen BEFORE UPDATE ON documents.document_version
    FOR EACH ROW EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION documents.refuse_version_when_locked() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM documents.document
    WHERE id IN (OLD.document_id, NEW.document_id) AND locked_at IS NOT NULL FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'document % is locked: % of a version refused',
            coalesce(OLD.document_id, NEW.document_id), TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER unlocked BEFORE INSERT OR DELETE ON documents.document_version
    FOR EACH ROW EXECUTE FUNCTION documents.refuse_version_when_locked();

-- A published form version is what its responses were given on: it is never reworded.
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON documents.form_version
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION documents.require_draft(version bigint) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM documents.form_version WHERE id = version AND published_at IS NOT NULL FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'form version % is published: its questions and choices are frozen', version
            USING ERRCODE = 'QU001';
    END IF;
END
$$;

CREATE FUNCTION documents.keep_question() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM documents.require_draft(OLD.form_version_id) WHERE TG_OP <> 'INSERT';
    PERFORM documents.require_draft(NEW.form_version_id) WHERE TG_OP <> 'DELETE';
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER published BEFORE INSERT OR UPDATE OR DELETE ON documents.question
    FOR EACH ROW EXECUTE FUNCTION documents.keep_question();

CREATE FUNCTION documents.keep_choice() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM documents.require_draft(form_version_id)
    FROM documents.question WHERE id IN (OLD.question_id, NEW.question_id);
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER published BEFORE INSERT OR UPDATE OR DELETE ON documents.question_choice
    FOR EACH ROW EXECUTE FUNCTION documents.keep_choice();

CREATE FUNCTION documents.refuse_response_to_draft() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM documents.form_version
    WHERE id = NEW.form_version_id AND published_at IS NOT NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'form version % is not published: no response to it', NEW.form_version_id
            USING ERRCODE = 'QU004';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER published BEFORE INSERT OR UPDATE OF form_version_id ON documents.form_response
    FOR EACH ROW EXECUTE FUNCTION documents.refuse_response_to_draft();

-- A frozen response (a report once signed) and its answers stay as they are.
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON documents.form_response
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION core.refuse_change();

CREATE FUNCTION documents.keep_answer() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM documents.form_response
    WHERE id IN (OLD.form_response_id, NEW.form_response_id) AND frozen_at IS NOT NULL FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'response % is frozen: % of an answer refused',
            coalesce(OLD.form_response_id, NEW.form_response_id), TG_OP USING ERRCODE = 'QU001';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON documents.answer
    FOR EACH ROW EXECUTE FUNCTION documents.keep_answer();

SELECT core.make_append_only('documents.signature');
