-- What was recorded stays (档案法实施条例 39). The triggers hold for the owner too, and whatever
-- session_replication_role says; only a superuser can switch them off, and the evidence of that lies outside.
CREATE FUNCTION {schema}.forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is forbidden: the log is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON {schema}.stored_events
    FOR EACH ROW EXECUTE FUNCTION {schema}.forbid();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {schema}.stored_events
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.forbid();
CREATE TRIGGER no_delete BEFORE DELETE ON {schema}.position
    FOR EACH ROW EXECUTE FUNCTION {schema}.forbid();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {schema}.position
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.forbid();

-- Positions only grow.
CREATE FUNCTION {schema}.only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.last <= OLD.last THEN
        RAISE EXCEPTION 'positions only grow' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_forward BEFORE UPDATE ON {schema}.position
    FOR EACH ROW EXECUTE FUNCTION {schema}.only_forward();

-- Each insert fills exactly the positions issued to it, and continues each stream where it ended.
CREATE FUNCTION {schema}.dense() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first bigint; last bigint; added_rows bigint; issued bigint;
BEGIN
    SELECT min(notification_id), max(notification_id), count(*) INTO first, last, added_rows FROM added;
    IF added_rows = 0 THEN RETURN NULL; END IF;
    SELECT p.last INTO issued FROM {schema}.position p;
    IF last <> issued OR added_rows <> last - first + 1
        OR (first > 1 AND NOT EXISTS
            (SELECT FROM {schema}.stored_events e WHERE e.notification_id = first - 1)) THEN
        RAISE EXCEPTION 'positions must be dense' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM added a WHERE a.originator_version > 1 AND NOT EXISTS
            (SELECT FROM {schema}.stored_events e WHERE e.originator_id = a.originator_id
                AND e.originator_version = a.originator_version - 1)) THEN
        RAISE EXCEPTION 'versions must be dense' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER dense AFTER INSERT ON {schema}.stored_events REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.dense();

ALTER TABLE {schema}.stored_events ENABLE ALWAYS TRIGGER no_change;
ALTER TABLE {schema}.stored_events ENABLE ALWAYS TRIGGER no_truncate;
ALTER TABLE {schema}.stored_events ENABLE ALWAYS TRIGGER dense;
ALTER TABLE {schema}.position ENABLE ALWAYS TRIGGER no_delete;
ALTER TABLE {schema}.position ENABLE ALWAYS TRIGGER no_truncate;
ALTER TABLE {schema}.position ENABLE ALWAYS TRIGGER only_forward;
