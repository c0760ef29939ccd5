-- Signing in with a name and a password: accounts, the sessions they open, and attempts, which are counted.
CREATE TABLE {schema}.account (
    login text PRIMARY KEY CHECK (login <> ''),
    actor text NOT NULL UNIQUE REFERENCES {schema}.actor (id),
    password text,
    subject text UNIQUE,
    disabled_at timestamptz,
    made_at timestamptz NOT NULL DEFAULT now()
);
-- The cookie's value is not in the table: only its digest is.
CREATE TABLE {schema}.session (
    digest bytea PRIMARY KEY,
    actor text NOT NULL REFERENCES {schema}.actor (id),
    opened_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX session_actor_idx ON {schema}.session (actor) WHERE ended_at IS NULL;
-- Whose attempt it was is a keyed digest; rows live as long as their window.
CREATE TABLE {schema}.attempt (
    whose text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX attempt_idx ON {schema}.attempt (whose, at);
CREATE INDEX attempt_at_idx ON {schema}.attempt (at);
GRANT SELECT, INSERT ON {schema}.account, {schema}.session TO huying_app;
GRANT UPDATE (password, subject, disabled_at) ON {schema}.account TO huying_app;
GRANT UPDATE (seen_at, ended_at) ON {schema}.session TO huying_app;
GRANT DELETE ON {schema}.session TO huying_app;
GRANT SELECT, INSERT, DELETE ON {schema}.attempt TO huying_app;
