"""Verification of single entries away from the log: a voter's receipt, and an auditor's bundle of one case."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.evidence.canonical import Json, parsed
from domain.evidence.entries import Entry, Kind, entry_of
from domain.evidence.malformed import Malformed, bytes_of, hash_of
from domain.evidence.merkle import leaf_hash, verify_inclusion
from domain.evidence.proofs import log_proof_of
from domain.verification.acts import Acts
from domain.verification.evidence import Disclosure, Evidence
from domain.verification.heads import check_head, read_head
from domain.verification.numbering import Numbering
from domain.verification.replay import Replay
from domain.verification.report import Report


@dataclass(frozen=True, slots=True)
class Proven:
    """An entry that is in the log, and the texts shown with it."""

    raw: bytes
    entry: Entry
    disclosures: tuple[Disclosure, ...]


def verify_receipt(evidence: Evidence, raw: bytes) -> tuple[Report, Proven | None]:
    """Whether a receipt's entry is in the log, and its texts are those that were sealed."""
    report = Report()
    proven = _proven(evidence, raw, report, loud=True)
    if proven is not None:
        _disclosed(evidence, [proven], report)
    return report, proven


def verify_case(evidence: Evidence, case: str) -> Report:
    """Whether a bundle holds a case's events 1 to k, all in the log; with a list of cases, that there are no more."""
    report = Report()
    proofs = _proofs(evidence, case, report)
    if not proofs:
        report.missing("C04", "没有可用的证明", "no proof can be used")
        return report
    origin = str(proofs[0].entry.members["log"])
    numbering, replay = Numbering(origin, report), Replay(report)
    for proven in proofs:
        if proven.entry.kind is not Kind.EVENT or proven.entry.case != case:
            report.tampered("C06", "混入了别的案件", "an entry of another case is among them")
            return report
        numbering.take(proven.entry.position, proven.raw)
        replay.take(proven.entry)
    numbering.finish()
    replay.finish()
    report.sound("C04", f"{len(proofs)} 条均在日志中", f"{len(proofs)} entries are in the log")
    _disclosed(evidence, proofs, report)
    _complete(evidence, case, proofs[-1].entry, report)
    return report


def _proofs(evidence: Evidence, case: str, report: Report) -> list[Proven]:
    """The case's entries, in the order of their versions."""
    folder = f"cases/{case}/"
    names = [name for name in evidence.names if name.startswith(folder) and name.endswith(".tlog-proof")]
    names = sorted((name for name in names if not name.endswith("/heads.tlog-proof")), key=_version_in)
    found = (_proven(evidence, evidence.read(name), report, loud=name == names[0]) for name in names)
    return [proven for proven in found if proven is not None]


def _proven(evidence: Evidence, raw: bytes, report: Report, *, loud: bool) -> Proven | None:
    try:
        proof = log_proof_of(raw)
        extra = parsed(proof.extra or b"")
        text = extra["entry"].encode()
        entry = entry_of(text)
        disclosures = tuple(_disclosure(one) for one in extra["disclosures"])
    except (Malformed, KeyError, TypeError, AttributeError) as fault:
        report.tampered("C05", f"凭证无法读取：{fault}", f"the proof cannot be read: {fault}")
        return None
    head = read_head(proof.checkpoint, evidence.policy, report, ("凭证中的检查点", "the proof's checkpoint"))
    if head is None:
        return None
    c = head.checkpoint
    if not verify_inclusion(proof.index, c.size, leaf_hash(text), proof.hashes, c.root):
        report.tampered("C04", "记录不在日志中", "the entry is not in the log")
        return None
    if entry.position != proof.index or entry.members["log"] != c.origin:
        report.tampered("C05", "记录与其位置不符", "the entry is not of this place")
        return None
    if loud:
        check_head(head, evidence, report)
        report.sound("C04", f"第 {proof.index} 条在日志中", f"entry {proof.index} is in the log")
    return Proven(text, entry, disclosures)


def _disclosure(one: Json) -> Disclosure:
    salt, case, field, text = one
    if not all(isinstance(part, str) for part in one):
        raise Malformed("a disclosure is four texts")
    return Disclosure(bytes_of(salt), case, field, text)


def _disclosed(evidence: Evidence, proofs: list[Proven], report: Report) -> None:
    shown = [one for proven in proofs for one in proven.disclosures] + list(evidence.disclosures)
    acts = Acts([], shown, report)
    for proven in proofs:
        acts.take(proven.entry)
    acts.finish(len(shown))


def _complete(evidence: Evidence, case: str, last: Entry, report: Report) -> None:
    """C14: the newest list of cases names the last event shown, or an earlier one."""
    try:
        raw, row = evidence.read(f"cases/{case}/heads.tlog-proof"), evidence.read(f"cases/{case}/heads.json")
    except FileNotFoundError:
        zh = "没有案件清单：只证明所示各条存在，不证明没有更多"
        report.missing("C14", zh, "no list of cases: what is shown exists, but there may be more")
        return
    proven = _proven(evidence, raw, report, loud=False)
    listed = _listed(proven.entry, row) if proven is not None else None
    if listed is None or listed[0] != case:
        report.tampered("C14", "案件清单证明不成立", "the proof from the list of cases does not hold")
    elif listed[1:] > (last.version, last.position):
        zh = f"清单中该案已到第 {listed[1]} 版"
        report.tampered("C14", zh, f"version {listed[1]} is known: the end was left out")
    elif proven is not None:
        at = f"{proven.entry.rec:%Y-%m-%d %H:%M}Z"
        report.sound("C14", f"截至 {at} 没有更多事件", f"nothing more as of {at}")


def _listed(entry: Entry, row: bytes) -> tuple[str, int, int] | None:
    """The case's row in a list of cases: its last version, and that one's leaf; None where the proof does not hold."""
    try:
        told = parsed(row)
        case, version, leaf = parsed(told["row"].encode())
        held = entry.kind is Kind.HEADS and _row_in(told, entry.data)
        return (str(case), int(version), int(leaf)) if held else None
    except (Malformed, KeyError, TypeError, ValueError, AttributeError):
        return None


def _row_in(told: Json, data: Mapping[str, Json]) -> bool:
    path = [hash_of(one) for one in told["path"]]
    leaf = leaf_hash(told["row"].encode())
    return verify_inclusion(told["index"], data["count"], leaf, path, hash_of(data["root"]))


def _version_in(name: str) -> tuple[int, str]:
    stem = name.rsplit("/", 1)[-1].removesuffix(".tlog-proof")
    return (int(stem) if stem.isdigit() and stem.isascii() else -1, name)
