-- Appends a batch in one round trip: the position's row is held for as long as this takes, and nothing waits for the
-- network meanwhile. It holds the row as every writer must; rights and triggers are the caller's. Null, and nothing
-- done, where an event does not follow the end of its stream: the caller then tries what came together one by one.
CREATE FUNCTION {schema}.append(
    streams uuid[], versions bigint[], topics text[], states bytea[], befores bytea[], afters bytea[]
) RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '3s' AS $$
DECLARE
    held record;
    moment text;
BEGIN
    SELECT last, greatest(rec, clock_timestamp()) AS rec INTO held FROM {schema}.position FOR UPDATE;
    IF EXISTS (
        SELECT FROM (
            SELECT stream, version, row_number() OVER (PARTITION BY stream ORDER BY n) AS nth
            FROM unnest(streams, versions) WITH ORDINALITY AS t (stream, version, n)
        ) AS wanted
        WHERE version <> nth + coalesce(
            (SELECT max(originator_version) FROM {schema}.stored_events WHERE originator_id = wanted.stream), 0)
    ) THEN
        RETURN NULL;
    END IF;
    UPDATE {schema}.position SET last = held.last + cardinality(streams), rec = held.rec;
    INSERT INTO {schema}.stored_events (originator_id, originator_version, topic, state, notification_id)
        SELECT stream, version, topic, state, held.last + n
        FROM unnest(streams, versions, topics, states) WITH ORDINALITY AS t (stream, version, topic, state, n);
    moment := ',"rec":"' || to_char(held.rec AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '"';
    INSERT INTO {schema}.log_entry (leaf_index, entry, rec)
        SELECT held.last + n, before || convert_to(held.last + n || moment, 'UTF8') || after, held.rec
        FROM unnest(befores, afters) WITH ORDINALITY AS t (before, after, n);
    RETURN held.last + 1;
END
$$;
REVOKE ALL ON FUNCTION {schema}.append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {schema}.append TO huying_app;
