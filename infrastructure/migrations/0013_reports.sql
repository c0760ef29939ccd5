-- The files of published reports. What they say is in the log, with their digests; here lie the bytes.
CREATE TABLE {schema}.report_file (
    report uuid PRIMARY KEY,
    docx bytea NOT NULL,
    xlsx bytea NOT NULL,
    content bytea NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT ON {schema}.report_file TO huying_app;

-- R24: what came out when a publication (by its position) was counted anew; null where it agreed.
CREATE TABLE {schema}.report_check (
    position bigint PRIMARY KEY,
    figures text,
    checked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT ON {schema}.report_check TO huying_app;

-- Publications are rare: they are found without reading the log.
CREATE INDEX stored_events_reports_idx ON {schema}.stored_events (notification_id) WHERE topic LIKE 'report.%';
