-- Forgetting a person: who asked for it and who agreed; finding their cases by what they can name; who read what.
CREATE TABLE {schema}.erasure (
    kid text PRIMARY KEY,
    case_id uuid NOT NULL,
    ground text NOT NULL CHECK (ground <> ''),
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    agreed_by text CHECK (agreed_by <> asked_by),
    agreed_at timestamptz,
    done_at timestamptz
);
GRANT SELECT, INSERT, UPDATE (agreed_by, agreed_at, done_at) ON {schema}.erasure TO huying_app;

CREATE TABLE {schema}.access_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL,
    role text NOT NULL,
    org text NOT NULL,
    case_id uuid NOT NULL,
    fields text[] NOT NULL,
    purpose text NOT NULL
);
CREATE INDEX access_log_case_idx ON {schema}.access_log (case_id, id);
CREATE INDEX access_log_actor_idx ON {schema}.access_log (actor, id);
GRANT SELECT, INSERT ON {schema}.access_log TO huying_app;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON {schema}.access_log
    FOR EACH ROW EXECUTE FUNCTION {schema}.forbid();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {schema}.access_log
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.forbid();
ALTER TABLE {schema}.access_log ENABLE ALWAYS TRIGGER no_change;
ALTER TABLE {schema}.access_log ENABLE ALWAYS TRIGGER no_truncate;

-- Equality search on what identifies a person; the key to it is not in any database.
CREATE TABLE {schema}_keeper.blind_index (
    digest bytea NOT NULL,
    kid text NOT NULL REFERENCES {schema}_keeper.subject_key (kid) ON DELETE CASCADE,
    PRIMARY KEY (digest, kid)
);
CREATE INDEX blind_index_kid_idx ON {schema}_keeper.blind_index (kid);
GRANT SELECT, INSERT, DELETE ON {schema}_keeper.blind_index TO huying_keeper;
GRANT UPDATE (wrapped, epoch) ON {schema}_keeper.subject_key TO huying_keeper;

-- A key once destroyed is never made again for the same person and case.
CREATE TABLE {schema}_keeper.erased (
    case_id uuid NOT NULL,
    subject text NOT NULL,
    kid text PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX erased_case_idx ON {schema}_keeper.erased (case_id);
GRANT SELECT, INSERT ON {schema}_keeper.erased TO huying_keeper;
