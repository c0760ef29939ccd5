"""Receipts and case bundles, made in the test as an office would make them."""

import json
from collections.abc import Sequence

from domain.evidence.canonical import canonical
from domain.evidence.malformed import text_of
from domain.verification.evidence import Evidence
from domain.verification.receipts import verify_case, verify_receipt
from domain.verification.report import Report
from tests.evidence import recursive_tree
from tests.evidence.histories import CASE, OTHER_CASE, SALT
from tests.evidence.logbook import HEADS, STORY, Files, Members, before_auditor, head_of

Shown = Sequence[Sequence[object]]
SHOWN: Shown = [[text_of(SALT), str(CASE), "text", "路灯不亮。"]]
FOLDER = f"cases/{CASE}"
ROWS: tuple[tuple[str, int, int], ...] = ((str(CASE), 7, 9), (str(OTHER_CASE), 2, 4))


def extra_of(entry: bytes, shown: Shown = ()) -> bytes:
    """What a receipt carries beside the proof."""
    return canonical({"entry": entry.decode(), "disclosures": [list(one) for one in shown]})


def proof_file(index: int, extra: bytes, head: bytes, path: Sequence[bytes]) -> bytes:
    """A tlog-proof, written out by hand."""
    lines = ["c2sp.org/tlog-proof@v1", f"extra {text_of(extra)}", f"index {index}", *(text_of(one) for one in path), ""]
    return "\n".join(lines).encode() + b"\n" + head


def receipt(index: int, shown: Shown = (), *, entries: Sequence[bytes] = STORY, head: bytes | None = None) -> bytes:
    """The receipt of an entry."""
    path = recursive_tree.path(index, [recursive_tree.leaf(entry) for entry in entries])
    return proof_file(index, extra_of(entries[index], shown), head_of(entries) if head is None else head, path)


def events_of(case: object, entries: Sequence[bytes] = STORY) -> dict[int, int]:
    """The places of a case's events, by their versions."""
    read = [json.loads(entry) for entry in entries]
    return {one["ver"]: one["nid"] for one in read if one.get("sid") == str(case)}


def heads_row(number: int, rows: Sequence[tuple[str, int, int]] = ROWS) -> bytes:
    """A case's row in the list of cases, with its path."""
    leaves = [recursive_tree.leaf(canonical(list(row))) for row in rows]
    path = [text_of(one) for one in recursive_tree.path(number, leaves)]
    return canonical({"row": canonical(list(rows[number])).decode(), "index": number, "path": path})


def proofs_of(entries: Sequence[bytes], head: bytes | None = None) -> Files:
    """The proofs of a case's events."""
    events = events_of(CASE, entries)
    return {f"{FOLDER}/{ver}.tlog-proof": receipt(at, entries=entries, head=head) for ver, at in events.items()}


def bundle(*, entries: Sequence[bytes] = STORY, head: bytes | None = None) -> Files:
    """The bundle of the story's closed case, with its row in the list of cases."""
    listed = {f"{FOLDER}/heads.tlog-proof": receipt(HEADS, entries=entries, head=head)}
    return proofs_of(entries, head) | listed | {f"{FOLDER}/heads.json": heads_row(0)}


def without(files: Files, *names: str) -> Files:
    """The bundle lacking some of its files."""
    return {name: raw for name, raw in files.items() if name.removeprefix(f"{FOLDER}/") not in names}


def with_row(files: Files, change: Members) -> Files:
    """The bundle with another row of the list of cases."""
    row = json.loads(heads_row(0)) | change
    return files | {f"{FOLDER}/heads.json": canonical(row)}


def judged_receipt(raw: bytes, **brought: object) -> Report:
    """The report on a receipt."""
    return verify_receipt(evidence({}, **brought), raw)[0]


def judged_case(files: Files, case: object = CASE, **brought: object) -> Report:
    """The report on a bundle."""
    return verify_case(evidence(files, **brought), str(case))


def evidence(files: Files, **brought: object) -> Evidence:
    """What lies before the auditor."""
    return before_auditor(files, **brought)  # type: ignore[arg-type]
