-- What a new edition has still to be filled with: the streams begun behind `after` and not behind `up_to`. Several
-- processes fill different stretches of one edition; one that is done is deleted. `filling_to` stays until all are.
CREATE TABLE {schema}_views.unfilled (
    view text NOT NULL,
    edition int NOT NULL,
    after bigint NOT NULL,
    up_to bigint NOT NULL CHECK (after < up_to),
    PRIMARY KEY (view, edition, up_to)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}_views.unfilled TO huying_app;
INSERT INTO {schema}_views.unfilled (view, edition, after, up_to)
    SELECT view, edition, filled, filling_to FROM {schema}_views.tracking WHERE filled < filling_to;
ALTER TABLE {schema}_views.tracking
    DROP COLUMN filled,
    ADD CONSTRAINT filling CHECK (NOT (current AND filling_to IS NOT NULL));
