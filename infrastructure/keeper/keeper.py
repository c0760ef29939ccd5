"""The keeper of keys: one per subject and case, in a schema and under a role of its own."""

import asyncio
import hashlib
import hmac
import secrets
import struct
from collections.abc import Iterable, Sequence

from psycopg import sql

from application.combining import Combined, as_it_comes
from application.errors import PersonErased, Trouble
from application.ports import StreamId, ToSeal
from application.sealing import VOTER
from domain.shared.identity import SuggestionId
from domain.shared.sealed import Sealed
from infrastructure.keeper import crockford
from infrastructure.keeper.persons import SEARCHED, blind
from infrastructure.keeper.sealing import seal, unseal
from infrastructure.keeper.wrapping import KEY_BYTES, KeyWrapper
from infrastructure.postgres.in_loop import LoopConnections, rows_soon
from infrastructure.postgres.pool import Pool, Row, rows, using

RUN = 5
"""Characters of a shingle."""
KEYS_AT_ONCE, WAITING = 2_000, 256
"""Keys asked for in one query where many callers seal at once, and callers who may wait for it."""
Whose = tuple[StreamId, str]
Keys = dict[Whose, tuple[str, bytes]]


class PostgresKeeper:
    """Implements `application.ports.Keeper`."""

    def __init__(self, pool: Pool, schema: str, wrapper: KeyWrapper, of_tasks: LoopConnections) -> None:
        self._pool, self._wrapper, self._of_tasks = pool, wrapper, of_tasks
        table = sql.Identifier(f"{schema}_keeper", "subject_key")
        self._finding: Combined[frozenset[Whose], frozenset[Whose], Keys]
        self._finding = Combined(as_it_comes, self._found_for_all, at_once=KEYS_AT_ONCE, waiting=WAITING)
        self._find = sql.SQL(
            "SELECT case_id, subject, kid, wrapped, epoch FROM {} WHERE (case_id, subject) IN "
            "(SELECT * FROM unnest(%s::uuid[], %s::text[]))"
        ).format(table)
        self._make = sql.SQL(
            "INSERT INTO {} (kid, case_id, subject, wrapped, epoch) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (case_id, subject) DO NOTHING"
        ).format(table)
        self._blind = sql.Identifier(f"{schema}_keeper", "blind_index")
        self._keys, self._gone = table, sql.Identifier(f"{schema}_keeper", "erased")
        self._blind_key = wrapper.derive("blind-index/1")
        self._by_kid = sql.SQL("SELECT kid, wrapped, epoch FROM {} WHERE kid = ANY(%s)").format(table)
        self._digest_key = wrapper.derive("fingerprint/1")
        self._keyed = hashlib.blake2b(digest_size=4, key=wrapper.derive("shingle/1"))
        self._code_key = wrapper.derive("receipt-code/1")
        self._lookup_key = wrapper.derive("receipt-digest/1")

    def seal(self, wanted: Sequence[ToSeal]) -> Sequence[Sealed]:
        """See the port."""
        keys = self._keys_for(_whose(wanted))
        self._index([(w, keys[w.case, w.subject][0]) for w in wanted if _findable(w)])
        return _sealed(wanted, keys)

    async def seal_soon(self, wanted: Sequence[ToSeal]) -> Sequence[Sealed]:
        """See the port. Keys to be made, persons to be made findable and a store that is away are for a thread."""
        if not any(map(_findable, wanted)):
            columns = _columns(whose := _whose(wanted))
            keys = self._keys_in(await rows_soon(self._of_tasks, self._pool, self._find, columns))
            if keys.keys() >= whose:
                return _sealed(wanted, keys)
        return await asyncio.to_thread(self.seal, wanted)

    def open(self, case: SuggestionId, tokens: Sequence[tuple[str, Sealed]]) -> Sequence[str | None]:
        """See the port."""
        return self.open_many([(case, field, token) for field, token in tokens])

    def open_many(self, tokens: Sequence[tuple[StreamId, str, Sealed]]) -> Sequence[str | None]:
        """See the port."""
        return [None if found is None else found[1] for found in self.disclose(tokens)]

    def disclose(self, tokens: Sequence[tuple[StreamId, str, Sealed]]) -> Sequence[tuple[bytes, str] | None]:
        """See the port."""
        keys = self._keys_named({token.kid for _, _, token in tokens})
        return [
            unseal(keys[token.kid], token, str(case), field) if token.kid in keys else None
            for case, field, token in tokens
        ]

    def fingerprint(self, content: bytes) -> str:
        """See the port."""
        return hmac.digest(self._digest_key, content, "sha256").hex()[:32]

    def shingles(self, text: str) -> frozenset[int]:
        """See the port. White space does not count."""
        squeezed = "".join(text.split())
        runs = {squeezed[n : n + RUN] for n in range(max(len(squeezed) - RUN + 1, 1))}
        keyed, digests = self._keyed.copy, []
        for run in runs:
            digest = keyed()  # the key is worked in once
            digest.update(run.encode())
            digests.append(digest.digest())
        return frozenset(struct.unpack(f">{len(digests)}I", b"".join(digests)))

    def receipt_code(self, case: SuggestionId) -> str:
        """See the port. Derived from the case under a key, so that a repeated registration shows it again."""
        digest = hmac.digest(self._code_key, case.bytes, "sha256")
        return crockford.code_of(int.from_bytes(digest[:8], "big") >> (64 - crockford.BITS))

    def receipt_digest(self, code: str) -> str:
        """See the port. A mistyped code has a digest too, one that no case has."""
        number = crockford.number_of(code)
        return hmac.digest(self._lookup_key, str(number).encode(), "sha256").hex()[:32]

    def _keys_for(self, whose: set[Whose]) -> Keys:
        return self._finding.do(frozenset(whose), len(whose)) if whose else {}

    def _found_for_all(self, wanted: Sequence[frozenset[Whose]]) -> Sequence[Keys | Exception]:
        """The keys of several callers; after a fault that is not the store's, each alone, so that it hits its own."""
        try:
            return self._found_together(wanted)
        except Trouble:
            raise
        except Exception as fault:  # noqa: BLE001 — told to whoever asked for the key that cannot be used
            alone = len(wanted) == 1
            return [fault] if alone else [one for whose in wanted for one in self._found_for_all([whose])]

    def _found_together(self, wanted: Sequence[frozenset[Whose]]) -> Sequence[Keys | Exception]:
        """The keys of several callers, made where they are missing; a person erased harms only whoever asked."""
        found = self._found(frozenset[Whose]().union(*wanted))
        missing = [whose for whose in wanted if not whose <= found.keys()]
        if not missing:
            return [found] * len(wanted)
        gone = self._erased_of(missing)
        self._make_keys(frozenset[Whose]().union(*missing) - found.keys() - gone)
        found = self._found(frozenset[Whose]().union(*wanted))
        return [PersonErased() if (whose - found.keys()) & gone else found for whose in wanted]

    def _found(self, whose: Iterable[Whose]) -> Keys:
        return self._keys_in(rows(self._pool, self._find, _columns(whose)))

    def _keys_in(self, found: Iterable[Row]) -> Keys:
        unwrap = self._wrapper.unwrap
        return {
            (SuggestionId(r["case_id"]), r["subject"]): (r["kid"], unwrap(r["kid"], r["epoch"], bytes(r["wrapped"])))
            for r in found
        }

    def _make_keys(self, whose: Iterable[Whose]) -> None:
        rows, epoch = [], self._wrapper.epoch
        for case, subject in whose:
            kid = f"k-{secrets.token_hex(16)}"
            wrapped = self._wrapper.wrap(kid, epoch, secrets.token_bytes(KEY_BYTES))
            rows.append((kid, case, subject, wrapped, epoch))
        with using(self._pool) as conn, conn.transaction(), conn.cursor() as curs:
            curs.executemany(self._make, rows)

    def _erased_of(self, wanted: Iterable[Iterable[Whose]]) -> set[Whose]:
        """Those who were forgotten in a case: they are not taken down in it again."""
        query = sql.SQL("SELECT case_id, subject FROM {} WHERE case_id = ANY(%s)").format(self._gone)
        cases = list({case for whose in wanted for case, _ in whose})
        return {(SuggestionId(r["case_id"]), r["subject"]) for r in rows(self._pool, query, [cases])}

    def _index(self, wanted: Sequence[tuple[ToSeal, str]]) -> None:
        """Make persons findable by what identifies them, without anybody being able to read it from the table."""
        if not wanted:
            return
        query = sql.SQL("INSERT INTO {} (digest, kid) VALUES (%s, %s) ON CONFLICT DO NOTHING").format(self._blind)
        lines = [(blind(self._blind_key, SEARCHED[w.field], w.text.text), kid) for w, kid in wanted]
        with using(self._pool) as conn, conn.transaction(), conn.cursor() as curs:
            curs.executemany(query, lines)

    def _keys_named(self, kids: set[str]) -> dict[str, bytes]:
        found = rows(self._pool, self._by_kid, [list(kids)]) if kids else []
        return {r["kid"]: self._wrapper.unwrap(r["kid"], r["epoch"], bytes(r["wrapped"])) for r in found}


def _whose(wanted: Sequence[ToSeal]) -> set[Whose]:
    return {(w.case, w.subject) for w in wanted}


def _findable(wanted: ToSeal) -> bool:
    """Whether a text is one of those by which a person can be found."""
    return wanted.subject == VOTER and wanted.field in SEARCHED


def _columns(whose: Iterable[Whose]) -> tuple[list[StreamId], list[str]]:
    pairs = list(whose)
    return [case for case, _ in pairs], [subject for _, subject in pairs]


def _sealed(wanted: Sequence[ToSeal], keys: Keys) -> list[Sealed]:
    return [seal(key, kid, str(w.case), w.field, w.text.text) for w in wanted for kid, key in [keys[w.case, w.subject]]]
