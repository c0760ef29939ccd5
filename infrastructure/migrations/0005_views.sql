-- Views are computed from the log and may be thrown away. Their tables carry an edition in their names and are
-- made by the views themselves; this is only how far each has read.
CREATE TABLE {schema}_views.tracking (
    view text NOT NULL,
    edition int NOT NULL,
    position bigint NOT NULL,
    current boolean NOT NULL DEFAULT false,
    PRIMARY KEY (view, edition)
);
CREATE UNIQUE INDEX tracking_current_idx ON {schema}_views.tracking (view) WHERE current;
GRANT USAGE ON SCHEMA {schema}_views TO huying_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}_views.tracking TO huying_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA {schema}_views
    GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO huying_app;
