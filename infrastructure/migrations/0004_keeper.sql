-- Keys to personal text, one per subject and case, wrapped by a key that is not in any database.
CREATE TABLE {schema}_keeper.subject_key (
    kid text PRIMARY KEY,
    case_id uuid NOT NULL,
    subject text NOT NULL,
    wrapped bytea NOT NULL,
    epoch int NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (case_id, subject)
);
GRANT USAGE ON SCHEMA {schema}_keeper TO huying_keeper;
GRANT SELECT, INSERT, DELETE ON {schema}_keeper.subject_key TO huying_keeper;
