-- The evidence log: one leaf per event, written in the event's own transaction, and the log's own acts between them.
-- A leaf's index is the event's position; leaf 0 tells whose log it is.
ALTER TABLE {schema}.position
    ADD COLUMN rec timestamptz NOT NULL DEFAULT clock_timestamp(),
    ADD COLUMN origin text;

CREATE TABLE {schema}.log_entry (
    leaf_index bigint PRIMARY KEY CHECK (leaf_index >= 0),
    entry bytea NOT NULL CHECK (octet_length(entry) BETWEEN 1 AND 65535),
    rec timestamptz NOT NULL,
    leaf_hash bytea GENERATED ALWAYS AS (sha256('\x00'::bytea || entry)) STORED
);

-- Signed heads, as published. What is signed is remembered outside the database as well.
CREATE TABLE {schema}.checkpoint (
    size bigint PRIMARY KEY CHECK (size > 0),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    note text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

REVOKE UPDATE ON {schema}.position FROM huying_app;
GRANT UPDATE (last, rec) ON {schema}.position TO huying_app;
GRANT SELECT, INSERT ON {schema}.log_entry TO huying_app;
GRANT SELECT ON {schema}.checkpoint TO huying_app;
GRANT USAGE ON SCHEMA {schema} TO huying_sealer;
GRANT SELECT ON {schema}.log_entry, {schema}.position TO huying_sealer;
GRANT SELECT, INSERT ON {schema}.checkpoint TO huying_sealer;

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON {schema}.log_entry
    FOR EACH ROW EXECUTE FUNCTION {schema}.forbid();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {schema}.log_entry
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.forbid();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON {schema}.checkpoint
    FOR EACH ROW EXECUTE FUNCTION {schema}.forbid();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {schema}.checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.forbid();

-- Positions and the log's clock only go forward; whose log it is does not change.
CREATE OR REPLACE FUNCTION {schema}.only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.origin IS NULL AND NEW.last = OLD.last THEN
        RETURN NEW;
    END IF;
    IF NEW.last <= OLD.last OR NEW.rec < OLD.rec OR NEW.origin IS DISTINCT FROM OLD.origin THEN
        RAISE EXCEPTION 'positions only grow' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- Each insert fills positions issued to it, behind the last leaf, and continues each stream where it ended.
CREATE OR REPLACE FUNCTION {schema}.dense() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first bigint; last bigint; added_rows bigint; issued bigint;
BEGIN
    SELECT min(notification_id), max(notification_id), count(*) INTO first, last, added_rows FROM added;
    IF added_rows = 0 THEN RETURN NULL; END IF;
    SELECT p.last INTO issued FROM {schema}.position p;
    IF last <> issued OR added_rows <> last - first + 1
        OR NOT EXISTS (SELECT FROM {schema}.log_entry l WHERE l.leaf_index = first - 1) THEN
        RAISE EXCEPTION 'positions must be dense' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM added a WHERE a.originator_version > 1 AND NOT EXISTS
            (SELECT FROM {schema}.stored_events e WHERE e.originator_id = a.originator_id
                AND e.originator_version = a.originator_version - 1)) THEN
        RAISE EXCEPTION 'versions must be dense' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION {schema}.dense_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first bigint; last bigint; added_rows bigint; issued bigint; earliest timestamptz; latest timestamptz;
    before timestamptz;
BEGIN
    SELECT min(leaf_index), max(leaf_index), count(*), min(rec), max(rec)
        INTO first, last, added_rows, earliest, latest FROM added;
    IF added_rows = 0 THEN RETURN NULL; END IF;
    SELECT p.last INTO issued FROM {schema}.position p;
    SELECT l.rec INTO before FROM {schema}.log_entry l WHERE l.leaf_index = first - 1;
    IF last <> issued OR added_rows <> last - first + 1 OR (first > 0 AND before IS NULL) THEN
        RAISE EXCEPTION 'leaves must be dense' USING ERRCODE = 'check_violation';
    END IF;
    IF earliest < before OR latest > clock_timestamp() + interval '10 seconds'
        OR (first > 0 AND earliest < clock_timestamp() - interval '60 seconds') THEN
        RAISE EXCEPTION 'a leaf is of its own time' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER dense_leaves AFTER INSERT ON {schema}.log_entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.dense_leaves();

-- At commit every new event has its leaf, with the digest of its very bytes, and every leaf of an event its event.
CREATE FUNCTION {schema}.must_be_logged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM {schema}.log_entry l WHERE l.leaf_index = NEW.notification_id
            AND position(convert_to('"st":"' || encode(sha256(NEW.state), 'base64') || '"', 'UTF8') IN l.entry) > 0) THEN
        RAISE EXCEPTION 'an event has no leaf' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER must_be_logged AFTER INSERT ON {schema}.stored_events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.must_be_logged();

CREATE FUNCTION {schema}.must_be_an_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF position('"v":"tlog-event/1"'::bytea IN NEW.entry) > 0 AND NOT EXISTS
            (SELECT FROM {schema}.stored_events e WHERE e.notification_id = NEW.leaf_index) THEN
        RAISE EXCEPTION 'a leaf has no event' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER must_be_an_event AFTER INSERT ON {schema}.log_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.must_be_an_event();

ALTER TABLE {schema}.log_entry ENABLE ALWAYS TRIGGER no_change;
ALTER TABLE {schema}.log_entry ENABLE ALWAYS TRIGGER no_truncate;
ALTER TABLE {schema}.log_entry ENABLE ALWAYS TRIGGER dense_leaves;
ALTER TABLE {schema}.log_entry ENABLE ALWAYS TRIGGER must_be_an_event;
ALTER TABLE {schema}.stored_events ENABLE ALWAYS TRIGGER must_be_logged;
ALTER TABLE {schema}.checkpoint ENABLE ALWAYS TRIGGER no_change;
ALTER TABLE {schema}.checkpoint ENABLE ALWAYS TRIGGER no_truncate;

-- The log's own acts, found without reading all events.
CREATE INDEX log_entry_acts_idx ON {schema}.log_entry (leaf_index)
    WHERE position('"v":"tlog-event/1"'::bytea IN entry) = 0;
