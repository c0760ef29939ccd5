"""Attempts counted in the database, so that several processes count as one. Whose they were is a keyed digest."""

from datetime import timedelta

from psycopg import sql

from application.errors import TooManyAttempts
from application.ports import Clock, Keeper
from infrastructure.postgres.pool import Pool, run, using

WINDOW = timedelta(minutes=15)


class PostgresThrottle:
    """Implements `application.accounts.Throttle`."""

    def __init__(self, pool: Pool, schema: str, keeper: Keeper, clock: Clock) -> None:
        self._pool, self._keeper, self._clock = pool, keeper, clock
        self._table = sql.Identifier(schema, "attempt")

    def attempt(self, kind: str, whose: str, *, most: int) -> None:
        """See the port."""
        mark, now = self._mark(kind, whose), self._clock.now()
        with using(self._pool) as conn, conn.transaction():
            # Attempts at once are counted one after the other.
            conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [mark])
            conn.execute(sql.SQL("DELETE FROM {} WHERE at < %s").format(self._table), [now - WINDOW])
            count = sql.SQL("SELECT count(*) AS n FROM {} WHERE whose = %s").format(self._table)
            row = conn.execute(count, [mark]).fetchone()
            if row is None or int(row["n"]) >= most:
                raise TooManyAttempts()
            conn.execute(sql.SQL("INSERT INTO {} (whose, at) VALUES (%s, %s)").format(self._table), [mark, now])

    def forgive(self, kind: str, whose: str) -> None:
        """See the port."""
        run(self._pool, sql.SQL("DELETE FROM {} WHERE whose = %s").format(self._table), [self._mark(kind, whose)])

    def _mark(self, kind: str, whose: str) -> str:
        return self._keeper.fingerprint(f"attempt\n{kind}\n{whose}".encode())
