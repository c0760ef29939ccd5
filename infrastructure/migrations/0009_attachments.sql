-- One key per attachment, wrapped like the keys to texts. The file lies in the service's folder, named by its digest.
CREATE TABLE {schema}_keeper.attachment_key (
    sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    wrapped bytea NOT NULL,
    epoch int NOT NULL,
    mime text NOT NULL,
    size int NOT NULL CHECK (size > 0),
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, DELETE, UPDATE (wrapped, epoch) ON {schema}_keeper.attachment_key TO huying_keeper;
