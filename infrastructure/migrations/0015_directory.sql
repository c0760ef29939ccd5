-- What codes stand for. An entry is replaced by a later edition, never edited: how history reads can be traced.
CREATE TABLE {schema}.code_entry (
    list text NOT NULL CHECK (list IN ('unit', 'station', 'category')),
    code text NOT NULL CHECK (code <> ''),
    edition int NOT NULL CHECK (edition > 0),
    name_zh text NOT NULL CHECK (name_zh <> ''),
    name_en text NOT NULL CHECK (name_en <> ''),
    kind text NOT NULL,
    within text,
    place int NOT NULL,
    retired boolean NOT NULL,
    entered_by text NOT NULL,
    entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (list, code, edition)
);
GRANT SELECT, INSERT ON {schema}.code_entry TO huying_app;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON {schema}.code_entry
    FOR EACH ROW EXECUTE FUNCTION {schema}.forbid();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {schema}.code_entry
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.forbid();
