-- What a clerk has begun to write down, and who waits on a reception day. Words stand here sealed: key, text, digest.
-- Drafts go when they are registered or grow old; a day's queue goes with the day.
CREATE TABLE {schema}.draft (
    id uuid PRIMARY KEY,
    actor text NOT NULL REFERENCES {schema}.actor (id),
    words text[] NOT NULL,
    saved_at timestamptz NOT NULL
);
CREATE INDEX draft_actor_idx ON {schema}.draft (actor, saved_at);
CREATE INDEX draft_saved_idx ON {schema}.draft (saved_at);
CREATE TABLE {schema}.waiting (
    org text NOT NULL,
    day date NOT NULL,
    number int NOT NULL CHECK (number > 0),
    name text[],
    arrived_at timestamptz NOT NULL,
    served_at timestamptz,
    PRIMARY KEY (org, day, number)
);
CREATE INDEX waiting_day_idx ON {schema}.waiting (day);
GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.draft, {schema}.waiting TO huying_app;
