"""The log's leaves: events without their personal text, and the log's own acts, each a canonical JSON text."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from domain.evidence.canonical import Json, canonical, parsed
from domain.evidence.malformed import Malformed, bytes_of, text_of

LONGEST = 65_535
SEALED = "$sealed"


class Kind(StrEnum):
    """What a leaf is about."""

    GENESIS = "tlog-genesis/1"
    EVENT = "tlog-event/1"
    ERASURE = "tlog-erasure/1"
    KEY = "tlog-key/1"
    HEADS = "tlog-heads/1"


EVENT_MEMBERS = {"data", "log", "nid", "rec", "sid", "st", "topic", "v", "ver"}
OTHER_MEMBERS = {"data", "log", "nid", "rec", "v"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One stored event as its table holds it, and when the database recorded it."""

    position: int
    case: UUID
    version: int
    topic: str
    state: bytes
    rec: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One leaf, read. `members` is the whole of it."""

    kind: Kind
    position: int
    rec: datetime
    data: Mapping[str, Any]
    members: Mapping[str, Any]

    @property
    def case(self) -> str:
        """The case an event belongs to."""
        return str(self.members["sid"])

    @property
    def version(self) -> int:
        """An event's place in its case, from 1."""
        return int(self.members["ver"])

    @property
    def topic(self) -> str:
        """An event's stored name."""
        return str(self.members["topic"])


def event_entry(origin: str, row: Row, stored: Json, transaction: str | None) -> bytes:
    """Return the leaf of an event. `stored` is its state, read; `transaction` names the command where it had several.

    Raises `Malformed` for a state that no leaf can hold, such as one above 65,535 bytes.
    """
    members = {
        "data": without_personal_text(stored),
        "log": origin,
        "nid": row.position,
        "rec": instant(row.rec),
        "sid": str(row.case),
        "st": text_of(hashlib.sha256(row.state).digest()),
        "topic": row.topic,
        "v": Kind.EVENT,
        "ver": row.version,
    }
    return _bounded(members | ({} if transaction is None else {"tx": transaction}))


def act_entry(origin: str, kind: Kind, position: int, rec: datetime, data: Mapping[str, Json]) -> bytes:
    """Return the leaf of one of the log's own acts."""
    return _bounded({"data": dict(data), "log": origin, "nid": position, "rec": instant(rec), "v": kind})


def entry_of(raw: bytes) -> Entry:
    """Read a leaf. Raises `Malformed` unless it is canonical and of a known form."""
    members = parsed(raw)
    if not isinstance(members, dict) or members.get("v") not in set(Kind):
        raise Malformed("an entry of an unknown kind")
    kind = Kind(members["v"])
    wanted = EVENT_MEMBERS if kind is Kind.EVENT else OTHER_MEMBERS
    if members.keys() - {"tx"} != wanted or ("tx" in members and kind is not Kind.EVENT):
        raise Malformed("an entry has other members than its kind")
    _typed(members, kind)
    return Entry(
        kind=kind, position=members["nid"], rec=_instant(members["rec"]), data=members["data"], members=members
    )


def instant(at: datetime) -> str:
    """An instant as entries write it: UTC, to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def without_personal_text(value: Json) -> Json:
    """Replace each sealed text by its key's name, its commitment, and the digest of its ciphertext."""
    if isinstance(value, dict):
        if value.get("_type_") == "sealed":
            token = value["_data_"]
            digest = text_of(hashlib.sha256(bytes_of(token["ct"])).digest())
            return {SEALED: {"kid": token["kid"], "d": token["d"], "h": digest}}
        return {key: without_personal_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [without_personal_text(one) for one in value]
    return value


def commitment(salt: bytes, case: str, field: str, text: str) -> str:
    """d = base64 SHA-256(canonical ["sealed/1", salt, case, field, text]): binds a text without telling it."""
    return text_of(hashlib.sha256(canonical(["sealed/1", text_of(salt), case, field, text])).digest())


def _bounded(members: Mapping[str, Json]) -> bytes:
    raw = canonical(members)
    if len(raw) > LONGEST:
        raise Malformed("an entry is longer than 65,535 bytes")
    return raw


def _typed(members: Mapping[str, Json], kind: Kind) -> None:
    wanted: dict[str, type] = {"data": dict, "log": str, "nid": int, "rec": str, "v": str}
    if kind is Kind.EVENT:
        wanted |= {"sid": str, "st": str, "topic": str, "ver": int} | ({"tx": str} if "tx" in members else {})
    for name, type_ in wanted.items():
        if type(members[name]) is not type_:
            raise Malformed(f"{name} is of the wrong type")
    if kind is Kind.EVENT:
        for name in {"sid", "tx"} & members.keys():
            _uuid(members[name])
        bytes_of(members["st"])


def _uuid(text: str) -> None:
    try:
        same = str(UUID(text)) == text
    except ValueError:
        same = False
    if not same:
        raise Malformed("not a UUID")


def _instant(text: str) -> datetime:
    try:
        at = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        raise Malformed("not an instant") from None
    if instant(at) != text:
        raise Malformed("not an instant in its one spelling")
    return at
