"""A small log in memory: its entries, its files, and what an auditor makes of them."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from domain.evidence.canonical import canonical
from domain.evidence.entries import Kind, act_entry
from domain.evidence.malformed import text_of
from domain.evidence.policies import policy_of
from domain.verification.evidence import Evidence
from domain.verification.report import Report, Verdict
from domain.verification.whole_log import verify_log
from tests.evidence import recursive_tree
from tests.evidence.histories import CASE, KID, OTHER_CASE, by_time, leaves_of, lived, random_lives
from tests.evidence.signers import LOG_KEY, ORIGIN, Cosigned, Signer, checkpoint_text, policy_text, signed
from tests.spec import CLOSED, TRIAGED

Files = dict[str, bytes]
Members = dict[str, Any]
SECOND = timedelta(seconds=1)
FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
ENDED = datetime(2026, 3, 14, tzinfo=UTC)
"""When the last entry of the story was recorded."""
NOW = datetime(2026, 3, 15, tzinfo=UTC)
"""The auditor's own clock."""
GENESIS, HEADS, ERASURE, SUCCESSION = 0, 10, 11, 12
"""Places of the log's own acts in the story."""


def heads_data(rows: Sequence[tuple[str, int, int]], size: int) -> Members:
    """A list of cases: of each its last version, and the leaf of that."""
    hashes = [recursive_tree.leaf(canonical(list(row))) for row in sorted(rows)]
    return {"size": size, "root": text_of(recursive_tree.root(hashes)), "count": len(rows)}


def genesis(**facts: object) -> bytes:
    """Leaf 0."""
    return act_entry(ORIGIN, Kind.GENESIS, GENESIS, FOUNDED, {"adopted": 0, "demo": False, **facts})


def _story() -> list[bytes]:
    old = Signer(ORIGIN, LOG_KEY.kind, "a").key.vkey
    acts = by_time(lived(CASE, *CLOSED), lived(OTHER_CASE, *TRIAGED))
    rows = [(str(CASE), 7, 9), (str(OTHER_CASE), 2, 4)]
    return [
        genesis(),
        *leaves_of(acts, 1),
        act_entry(ORIGIN, Kind.HEADS, HEADS, ENDED - 2 * SECOND, heads_data(rows, HEADS)),
        act_entry(ORIGIN, Kind.ERASURE, ERASURE, ENDED - SECOND, {"kid": KID, "ground": "g", "approvers": ["a", "b"]}),
        act_entry(ORIGIN, Kind.KEY, SUCCESSION, ENDED, {"old": old, "new": LOG_KEY.key.vkey, "from_size": 12}),
    ]


STORY = tuple(_story())
"""Leaf 0, one case to its end and the beginning of another, a list of cases, an erasure, and a change of keys."""


@cache
def long_log() -> tuple[bytes, ...]:
    """Some six hundred entries of cases at random: two full tiles and a part."""
    return (genesis(), *leaves_of(random_lives(70, seed=5), 1))


def edited(raw: bytes, change: Callable[[Members], object]) -> bytes:
    """An entry changed, and still canonical."""
    members = json.loads(raw)
    change(members)
    return canonical(members)


def rewritten(index: int, change: Callable[[Members], object], entries: Sequence[bytes] = STORY) -> list[bytes]:
    """The entries with one of them changed."""
    return [edited(raw, change) if place == index else raw for place, raw in enumerate(entries)]


def files_of(entries: Sequence[bytes]) -> Files:
    """Bundles and tiles (C2SP tlog-tiles), of a log of less than 256,000 entries."""
    found: Files = {}
    for at in range(0, len(entries), 256):
        part = entries[at : at + 256]
        content = b"".join(len(entry).to_bytes(2, "big") + entry for entry in part)
        found[f"tile/entries/{_place(at // 256, len(part))}"] = content
    level, row = 0, [recursive_tree.leaf(entry) for entry in entries]
    while row:
        parts = [row[at : at + 256] for at in range(0, len(row), 256)]
        found |= {f"tile/{level}/{_place(n, len(part))}": b"".join(part) for n, part in enumerate(parts)}
        level, row = level + 1, [recursive_tree.root(part) for part in parts if len(part) == 256]
    return found


def _place(index: int, width: int) -> str:
    return f"{index:03d}" if width == 256 else f"{index:03d}.p/{width}"


def head_of(entries: Sequence[bytes], *cosigners: Cosigned, by: Signer = LOG_KEY) -> bytes:
    """The signed checkpoint over entries."""
    root = recursive_tree.root([recursive_tree.leaf(entry) for entry in entries])
    return signed(checkpoint_text(len(entries), root, by.name), *cosigners, by=by)


def published(entries: Sequence[bytes] = STORY, *cosigners: Cosigned, by: Signer = LOG_KEY) -> Files:
    """The whole log as files."""
    return files_of(entries) | {"checkpoint": head_of(entries, *cosigners, by=by)}


def before_auditor(files: Mapping[str, bytes], *, policy: str = "", **brought: Any) -> Evidence:
    """What lies before the auditor, and what they brought along."""

    def read(name: str) -> bytes:
        if name not in files:
            raise FileNotFoundError(name)
        return files[name]

    usual: Members = {"names": sorted(files), "policy": policy_of(policy or policy_text()), "now": NOW}
    return Evidence(read=read, **(usual | brought))


def audited(files: Mapping[str, bytes], *, policy: str = "", **brought: Any) -> Report:
    """The report on a whole log."""
    return verify_log(before_auditor(files, policy=policy, **brought))[0]


def faults(report: Report) -> dict[str, Verdict]:
    """The checks that found something, with the worst they found."""
    wrong = [line for line in report.lines if line.verdict is not Verdict.SOUND]
    worst_last = sorted(wrong, key=lambda line: line.verdict is Verdict.TAMPERED)
    return {line.check: line.verdict for line in worst_last}


def tampered(check: str, report: Report) -> bool:
    """Whether one check, and no other, found tampering."""
    return faults(report) == {check: Verdict.TAMPERED} and report.verdict is Verdict.TAMPERED


def missing(check: str, report: Report) -> bool:
    """Whether one check, and no other, found something missing."""
    return faults(report) == {check: Verdict.MISSING} and report.verdict is Verdict.MISSING
