-- Who works here, and which days the office works. A calendar year is replaced by a later edition, never edited.
CREATE TABLE {schema}.actor (
    id text PRIMARY KEY,
    name text NOT NULL,
    role text NOT NULL,
    org text NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (role, org, name)
);
CREATE TABLE {schema}.token (
    digest bytea PRIMARY KEY,
    actor text NOT NULL REFERENCES {schema}.actor (id),
    issued_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);
CREATE TABLE {schema}.calendar_year (
    year int NOT NULL,
    edition int NOT NULL CHECK (edition > 0),
    announced boolean NOT NULL,
    source text NOT NULL,
    rest_days date[] NOT NULL,
    make_up_days date[] NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (year, edition)
);
GRANT SELECT, INSERT ON {schema}.actor, {schema}.token, {schema}.calendar_year TO huying_app;
GRANT UPDATE (revoked_at) ON {schema}.token TO huying_app;
