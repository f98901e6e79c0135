-- Catalog: an assembly never contains itself, at any depth, and only assemblies have components.

CREATE TRIGGER acyclic AFTER INSERT OR UPDATE OF assembly_id, component_id ON catalog.item_component
    FOR EACH ROW EXECUTE FUNCTION core.refuse_cycle('assembly_id', 'component_id');

CREATE FUNCTION catalog.require_assembly() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM catalog.item WHERE id = NEW.assembly_id AND kind = 'assembly' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'item % is not an assembly', NEW.assembly_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'item_component_of_assembly';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER of_assembly AFTER INSERT OR UPDATE OF assembly_id ON catalog.item_component
    FOR EACH ROW EXECUTE FUNCTION catalog.require_assembly();
