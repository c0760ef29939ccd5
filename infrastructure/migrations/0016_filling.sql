-- A new edition of a view is filled stream by stream from the log as it stood when the rebuild began, then follows it.
-- `filled` is where the last stream done was begun, `filling_to` that end of the log; both are null afterwards.
ALTER TABLE {schema}_views.tracking
    ADD COLUMN filled bigint,
    ADD COLUMN filling_to bigint,
    ADD CONSTRAINT filling CHECK ((filled IS NULL) = (filling_to IS NULL) AND NOT (current AND filled IS NOT NULL));
