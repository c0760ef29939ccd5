"""Finding persons by what they can name, and forgetting them."""

import hashlib
import hmac
import unicodedata
from collections.abc import Collection, Sequence

from psycopg import OperationalError, sql

from application.errors import Unavailable
from domain.shared.identity import SuggestionId
from infrastructure.keeper.wrapping import KeyWrapper
from infrastructure.postgres.pool import Pool, rows

SEARCHED = {"phone": "phone", "name": "name", "household": "name", "beneficiary": "name"}
"""Fields of a voter that an officer may search by, for equality alone."""
DIGEST = 16
PERSON = "p-"
KEPT_A_TIME = 500
"""Keys rewrapped in one transaction."""


class PersonsDirectory:
    """Implements `application.erasure.KeyStore`."""

    def __init__(self, pool: Pool, schema: str, wrapper: KeyWrapper) -> None:
        self._pool, self._wrapper = pool, wrapper
        self._key = wrapper.derive("blind-index/1")
        keeper = f"{schema}_keeper"
        self._names = {
            "keys": sql.Identifier(keeper, "subject_key"),
            "blind": sql.Identifier(keeper, "blind_index"),
            "gone": sql.Identifier(keeper, "erased"),
            "files": sql.Identifier(keeper, "attachment_key"),
        }

    def find(self, field: str, text: str) -> Sequence[str]:
        """See the port."""
        return self.known_as(self.person(field, text))

    def person(self, field: str, text: str) -> str:
        """See the port."""
        return PERSON + blind(self._key, field, text).hex()

    def known_as(self, person: str) -> Sequence[str]:
        """See the port."""
        if not person.startswith(PERSON):
            return list(self.cases_of([person]))
        try:
            digest = bytes.fromhex(person.removeprefix(PERSON))
        except ValueError:
            return []
        query = self._sql("SELECT kid FROM {blind} WHERE digest = %s ORDER BY kid")
        return [str(r["kid"]) for r in rows(self._pool, query, [digest])]

    def key_of(self, case: SuggestionId, subject: str) -> str | None:
        """See the port."""
        query = self._sql("SELECT kid FROM {keys} WHERE case_id = %s AND subject = %s")
        found = rows(self._pool, query, [case, subject])
        return str(found[0]["kid"]) if found else None

    def cases_of(self, kids: Collection[str]) -> dict[str, SuggestionId]:
        """See the port."""
        query = self._sql("SELECT kid, case_id FROM {keys} WHERE kid = ANY(%s)")
        return {str(r["kid"]): SuggestionId(r["case_id"]) for r in rows(self._pool, query, [list(kids)])}

    def forget(self, kids: Collection[str]) -> None:
        """See the port."""
        note = self._sql(
            "INSERT INTO {gone} (case_id, subject, kid) SELECT case_id, subject, kid FROM {keys} WHERE kid = ANY(%s) "
            "ON CONFLICT DO NOTHING"
        )
        destroy = self._sql("DELETE FROM {keys} WHERE kid = ANY(%s)")
        try:
            with self._pool.connection() as conn, conn.transaction():
                conn.execute(note, [list(kids)])
                conn.execute(destroy, [list(kids)])
        except OperationalError:
            raise Unavailable() from None

    def rotate(self) -> int:
        """Wrap every key anew and destroy the older key-encryption keys; return how many keys there are.

        Backups of the key store made before can open nothing afterwards.
        """
        epoch, count = self._wrapper.begin_epoch(), 0
        for table, name in (("keys", "kid"), ("files", "sha256")):
            while moved := self._rewrapped(table, name, epoch):
                count += moved
        self._wrapper.end_epochs_before(epoch)
        return count

    def _rewrapped(self, table: str, name: str, epoch: int) -> int:
        names = {"table": self._names[table], "name": sql.Identifier(name)}
        find = sql.SQL("SELECT {name} AS kid, wrapped, epoch FROM {table} WHERE epoch < %s LIMIT %s FOR UPDATE")
        change = sql.SQL("UPDATE {table} SET wrapped = %s, epoch = %s WHERE {name} = %s").format(**names)
        with self._pool.connection() as conn, conn.transaction(), conn.cursor() as curs:
            old = curs.execute(find.format(**names), [epoch, KEPT_A_TIME]).fetchall()
            opened = [(r["kid"], self._wrapper.unwrap(r["kid"], r["epoch"], bytes(r["wrapped"]))) for r in old]
            curs.executemany(change, [(self._wrapper.wrap(kid, epoch, key), epoch, kid) for kid, key in opened])
        return len(old)

    def _sql(self, text: str) -> sql.Composed:
        return sql.SQL(text).format(**self._names)


def blind(key: bytes, field: str, text: str) -> bytes:
    """A keyed digest of a field's text, the same however it was typed."""
    typed = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(c for c in typed if c.isalnum())
    return hmac.new(key, f"{field}\0{letters}".encode(), hashlib.sha256).digest()[:DIGEST]
