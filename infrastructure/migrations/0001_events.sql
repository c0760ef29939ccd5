-- The log: one row per event, in the form of the eventsourcing library, and the one row that issues positions.
CREATE TABLE {schema}.stored_events (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL CHECK (originator_version > 0),
    topic text NOT NULL,
    state bytea NOT NULL,
    notification_id bigint NOT NULL CHECK (notification_id > 0),
    PRIMARY KEY (originator_id, originator_version)
);
CREATE UNIQUE INDEX stored_events_notification_id_idx ON {schema}.stored_events (notification_id);

CREATE TABLE {schema}.position (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    last bigint NOT NULL CHECK (last >= 0)
) WITH (fillfactor = 10);
INSERT INTO {schema}.position (last) VALUES (0);

GRANT USAGE ON SCHEMA {schema} TO huying_app;
GRANT SELECT, INSERT ON {schema}.stored_events TO huying_app;
GRANT SELECT, UPDATE ON {schema}.position TO huying_app;
