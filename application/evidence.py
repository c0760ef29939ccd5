"""Evidence for people outside: receipts, bundles of a case, and proofs from the published log (EVIDENCE §2.7, §2.8)."""

import io
import json
import tarfile
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from application.access_log import AccessLog
from application.casefile import Casefile
from application.errors import NotFound, Unavailable
from application.ports import Clock, EventLog, Keeper, Recorded
from application.primitives import sealed_in
from application.verbs import event_name
from domain.evidence import checkpoints
from domain.evidence.canonical import canonical
from domain.evidence.checkpoints import Checkpoint
from domain.evidence.entries import Kind, entry_of
from domain.evidence.malformed import text_of
from domain.evidence.merkle import consistency_proof, inclusion_proof, leaf_hash, node_hash, range_hash
from domain.evidence.proofs import LogProof
from domain.evidence.tiles import Tiles
from domain.shared.identity import ActorId, OrgCode, SuggestionId
from domain.shared.people import Actor, Role
from domain.suggestion import events
from domain.verification.acts import heads_root, heads_rows

PATIENCE = 2.0
"""Seconds a receipt waits for a head that covers it."""
LOOK = 0.05
LIST_EVERY = timedelta(days=1)
"""How often the log says which cases there are, and how far each has come."""
TRIES = 5
"""How often the list is made anew when something was recorded meanwhile; the next sweep tries again."""
FOR_VOTERS = (events.Received, events.Transferred, events.Answered, events.Closed)
THEIRS = (events.Received, events.Answered)
"""Events whose words a voter's receipt shows: their own, and the answer to them."""


class PublishedLog(Protocol):
    """The log as it is published, and the leaves behind it."""

    def read(self, path: str) -> bytes:
        """A file of the log. Raises `FileNotFoundError`."""

    def entry(self, index: int) -> bytes | None:
        """A leaf; None where the log does not reach."""

    def last_of_cases(self, size: int) -> Mapping[str, tuple[int, int]]:
        """Of each case, the last version among the first `size` leaves, and its leaf."""

    def last_act(self, kind: Kind) -> bytes | None:
        """The newest leaf of a kind that is no event."""

    def append_act(self, kind: Kind, data: Mapping[str, Any], only_at: int | None = None) -> int | None:
        """Append one of the log's own acts; return its index. None where something else took the index wanted."""

    def size(self) -> int:
        """How many leaves there are."""

    def erased(self) -> Collection[str]:
        """The keys that the log says are destroyed."""

    def policy(self) -> str | None:
        """The trust policy the office goes by; None where this process may not know it."""

    def verifier(self) -> bytes:
        """The verifier as one file for python3."""


class NotSealedYet(Unavailable):
    """No published head covers it yet; ask again in a moment."""

    slug = "not-sealed-yet"
    zh = "日志尚未封存到此处，请稍候。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Makes what others can check without us."""

    log: EventLog
    keeper: Keeper
    published: PublishedLog
    casefile: Casefile
    access: AccessLog
    clock: Clock
    lists: dict[int, tuple[list[bytes], Mapping[str, int], list[list[bytes]]]] = field(default_factory=dict)
    """The newest list of cases, by the size it is of."""

    def head(self) -> tuple[bytes, Checkpoint]:
        """The newest published head. Raises `NotSealedYet`."""
        try:
            raw = self.published.read("checkpoint")
        except FileNotFoundError:
            raise NotSealedYet() from None
        return raw, checkpoints.read(raw)[1]

    def consistency(self, old: int, size: int) -> str:
        """A proof that the log of one size begins with that of another: hashes in base64, a line each."""
        tiles = Tiles(self.published.read, self._reaching(size)[1].size)
        return "".join(text_of(one) + "\n" for one in consistency_proof(old, size, tiles.node))

    def root(self, size: int) -> bytes:
        """The root of the tree of the log's first entries. Raises `NotSealedYet`."""
        tiles = Tiles(self.published.read, self._reaching(size)[1].size)
        return range_hash(0, size, tiles.node)

    def proof(self, index: int) -> str:
        """A leaf's place in the log (C2SP tlog-proof), with the leaf itself and no text. Raises `NotFound`."""
        entry = self.published.entry(index)
        if entry is None:
            raise NotFound()
        return self._proof(index, entry, [])

    def receipt(self, case: SuggestionId, version: int) -> tuple[str, str]:
        """The voter's receipt of one step, with its file name: valid without us, also once everything is erased."""
        record = self._step(self.log.history(case), version)
        if not isinstance(record.event, FOR_VOTERS):
            raise NotFound()
        shown = self._disclosed(record) if isinstance(record.event, THEIRS) else []
        entry = self._entry(record)
        name = f"{event_name(type(record.event))}-{version}.tlog-proof"
        return name, self._proof(record.position, entry, shown, wait=PATIENCE)

    def bundle(self, case: SuggestionId, actor: Actor) -> bytes:
        """Everything about a case that the log proves, as a tar with a verifier inside. Raises `NotFound`."""
        self.casefile.read(case, actor)
        history = self.log.history(case)
        self._reaching(history[-1].position + 1, wait=PATIENCE)
        folder = f"cases/{case}"
        files = {f"{folder}/{r.version}.tlog-proof": self._proof(r.position, self._entry(r), []) for r in history}
        files |= self._listed(case, folder)
        files["MANIFEST.json"] = json.dumps({"scope": "case", "case": str(case), "files": sorted(files)}, indent=1)
        raw = {name: text.encode() for name, text in files.items()}
        return _tar(raw | {"verify.pyz": self.published.verifier(), "VERIFY.md": HOW.encode()}, self.clock.now())

    def list_cases(self) -> int | None:
        """Say in the log which cases there are, once a day; return the leaf, or None where nothing was said."""
        last = self.published.last_act(Kind.HEADS)
        if last is not None and self.clock.now() - entry_of(last).rec < LIST_EVERY:
            return None
        for _ in range(TRIES):
            size = self.published.size()
            rows = heads_rows(self.published.last_of_cases(size))
            data = {"size": size, "root": heads_root(rows), "count": len(rows)}
            index = self.published.append_act(Kind.HEADS, data, only_at=size) if rows else None
            if index is not None or not rows:
                return index
        return None

    def _listed(self, case: SuggestionId, folder: str) -> dict[str, str]:
        """The newest list of cases, and the case's row in it; nothing where it knows the case not yet."""
        raw = self.published.last_act(Kind.HEADS)
        entry = entry_of(raw) if raw is not None else None
        if raw is None or entry is None or entry.position >= self.head()[1].size:
            return {}
        rows, places, levels = self._list(entry.data["size"])
        if str(case) not in places:
            return {}
        index = places[str(case)]
        path = inclusion_proof(index, len(rows), lambda level, place: levels[level][place])
        row = {"row": rows[index].decode(), "index": index, "path": [text_of(one) for one in path]}
        return {
            f"{folder}/heads.tlog-proof": self._proof(entry.position, raw, []),
            f"{folder}/heads.json": canonical(row).decode(),
        }

    def _list(self, size: int) -> tuple[list[bytes], Mapping[str, int], list[list[bytes]]]:
        """The rows of a list of cases, where each case stands, and the tree over them; the newest is kept at hand."""
        if size not in self.lists:
            last = self.published.last_of_cases(size)
            rows = heads_rows(last)
            found = rows, {case: n for n, case in enumerate(sorted(last))}, _levels(rows)
            self.lists.clear()
            self.lists[size] = found
            return found
        return self.lists[size]

    def _step(self, history: Sequence[Recorded], version: int) -> Recorded:
        if not 0 < version <= len(history):
            raise NotFound()
        return history[version - 1]

    def _entry(self, record: Recorded) -> bytes:
        entry = self.published.entry(record.position)
        if entry is None:
            raise Unavailable()
        return entry

    def _proof(self, index: int, entry: bytes, shown: Sequence[Sequence[str]], *, wait: float = 0.0) -> str:
        raw, head = self._reaching(index + 1, wait=wait)
        tiles = Tiles(self.published.read, head.size)
        extra = canonical({"entry": entry.decode(), "disclosures": [list(one) for one in shown]})
        return str(LogProof(index, tuple(inclusion_proof(index, head.size, tiles.node)), raw, extra))

    def _reaching(self, size: int, *, wait: float = 0.0) -> tuple[bytes, Checkpoint]:
        """A head of at least a size. Raises `NotSealedYet` after the wait."""
        give_up = time.monotonic() + wait
        while True:
            raw, head = self.head()
            if head.size >= size:
                return raw, head
            if time.monotonic() >= give_up:
                raise NotSealedYet()
            time.sleep(LOOK)

    def _disclosed(self, record: Recorded) -> list[list[str]]:
        places = [(record.case, field, token) for field, token in sealed_in(record.event)]
        voter = Actor(id=ActorId(f"voter-{record.case}"), role=Role.VOTER, org=OrgCode("voter"))
        self.access.note(voter, record.case, [field for _, field, _ in places], "receipt")
        opened = self.keeper.disclose(places)
        return [
            [text_of(found[0]), str(case), field, found[1]]
            for (case, field, _), found in zip(places, opened, strict=True)
            if found is not None
        ]


HOW = """# 核验 Verify

python3 verify.pyz . --policy POLICY

POLICY 是您信任的日志与见证人公钥（从别处取得，不在本包内）。
POLICY names the log and the witnesses you trust; get it elsewhere, not from this bundle.
"""


def _levels(rows: Sequence[bytes]) -> list[list[bytes]]:
    """The hashes of all complete subtrees, leaves first."""
    levels = [[leaf_hash(row) for row in rows]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[n], below[n + 1]) for n in range(0, len(below) - 1, 2)])
    return levels


def _tar(files: Mapping[str, bytes], at: datetime) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = len(content), int(at.timestamp()), 0o644
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()
