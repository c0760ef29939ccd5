-- Import jobs. Rows that could not be read are counted here and kept in a workbook, not in the database.
CREATE TABLE {schema}.import_batch (
    id text PRIMARY KEY,
    sha256 text NOT NULL,
    rows int NOT NULL,
    done int NOT NULL DEFAULT 0,
    added int NOT NULL DEFAULT 0,
    known int NOT NULL DEFAULT 0,
    answers int NOT NULL DEFAULT 0,
    errors int NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'waiting',
    slug text,
    actor text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
GRANT SELECT, INSERT, UPDATE ON {schema}.import_batch TO huying_app;

-- The service looks here whether the store is up to date with it.
GRANT SELECT ON {schema}.migration TO huying_app;
