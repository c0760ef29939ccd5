"""Verification of a whole log: one pass over all entries."""

from collections.abc import Callable, Mapping

from domain.evidence.entries import Kind
from domain.evidence.malformed import Malformed
from domain.verification.acts import Acts
from domain.verification.clocks import Clocks
from domain.verification.evidence import Evidence, Head
from domain.verification.heads import check_head, older_heads, read_head
from domain.verification.leaves import Recomputation, entries_of
from domain.verification.numbering import Numbering
from domain.verification.replay import Replay
from domain.verification.report import Report

Progress = Callable[[int, int], None]


def verify_log(evidence: Evidence, progress: Progress = lambda done, of: None) -> tuple[Report, Mapping[str, int]]:
    """Run C01 to C08, C10, C13, C14 and C16 over a published log; return the report and the erased keys."""
    report = Report()
    try:
        raw = evidence.read("checkpoint")
    except FileNotFoundError:
        report.missing("C01", "没有检查点", "there is no checkpoint")
        return report, {}
    head = read_head(raw, evidence.policy, report, ("检查点", "the checkpoint"))
    if head is None:
        return report, {}
    check_head(head, evidence, report)
    return report, _pass_over(evidence, head, report, progress)


def _pass_over(evidence: Evidence, head: Head, report: Report, progress: Progress) -> Mapping[str, int]:
    size = head.checkpoint.size
    older = older_heads(head, evidence, report)
    tree = Recomputation(evidence, head, older, report)
    readers = _Readers(evidence, head, older, report)
    try:
        for index, raw in entries_of(evidence.read, size):
            tree.take(raw)
            readers.take(index, raw)
            if index % 1000 == 0:
                progress(index + 1, size)
    except Malformed as fault:
        report.tampered("C04", f"数据块损坏：{fault}", f"a bundle is broken: {fault}")
    except FileNotFoundError as gone:
        report.missing("C04", f"缺少 {gone.filename or gone}", f"missing: {gone.filename or gone}")
    else:
        progress(size, size)
        tree.finish()
        readers.finish()
    return readers.acts.erased


class _Readers:
    """Everybody who reads the entries, once they are known to be those of the tree."""

    def __init__(self, evidence: Evidence, head: Head, older: dict[int, list[Head]], report: Report) -> None:
        origin, size = head.checkpoint.origin, head.checkpoint.size
        self._numbering, self._replay = Numbering(origin, report), Replay(report)
        self._clocks = Clocks(older | {size: [*older.get(size, ()), head]}, evidence.policy.urls, report)
        self.acts = Acts([key.vkey for key in evidence.policy.logs[origin]], evidence.disclosures, report)
        self._disclosed = len(evidence.disclosures)

    def take(self, index: int, raw: bytes) -> None:
        """The next entry."""
        entry = self._numbering.take(index, raw)
        if entry is None:
            return
        self._clocks.take(entry)
        self.acts.take(entry)
        self._replay.demonstration |= entry.kind is Kind.GENESIS and entry.data.get("demo") is True
        if entry.kind is Kind.EVENT:
            self._replay.take(entry)

    def finish(self) -> None:
        """Say what was in order."""
        self._numbering.finish()
        self._replay.finish()
        self._clocks.finish()
        self.acts.finish(self._disclosed)
