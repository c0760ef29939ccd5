"""The log's own acts: erasures (C13), heads of cases (C14), keys (C16); and texts disclosed beside the log (C10)."""

from collections.abc import Iterator, Mapping, Sequence

from domain.evidence.canonical import Json, canonical
from domain.evidence.entries import SEALED, Entry, Kind, commitment
from domain.evidence.malformed import Malformed, text_of
from domain.evidence.merkle import leaf_hash, root_of
from domain.evidence.notes import key_of
from domain.verification.evidence import Disclosure
from domain.verification.report import Report


class Acts:
    """Takes entries in order."""

    def __init__(self, trusted: Sequence[str], disclosures: Sequence[Disclosure], report: Report) -> None:
        self._trusted, self._report = trusted, report
        self._wanted = {_commits(one): one for one in disclosures}
        self._last: dict[str, tuple[int, int]] = {}
        self._erased: dict[str, int] = {}
        self._heads = self._keys = 0

    @property
    def erased(self) -> Mapping[str, int]:
        """The keys said to be destroyed, with the leaf that says so."""
        return self._erased

    def take(self, entry: Entry) -> None:
        """One entry."""
        if entry.kind is Kind.EVENT:
            self._last[entry.case] = (entry.version, entry.position)
            if self._wanted:
                for d in commitments(entry.data):
                    self._wanted.pop((entry.case, d), None)
        elif entry.kind is Kind.ERASURE:
            self._erasure(entry)
        elif entry.kind is Kind.HEADS:
            self._check_heads(entry)
        elif entry.kind is Kind.KEY:
            self._succession(entry)

    def finish(self, disclosed: int) -> None:
        """Say what was in order."""
        r = self._report
        if self._wanted:
            places = ", ".join(sorted(f"{one.case} {one.field}" for one in self._wanted.values()))
            r.tampered("C10", f"披露内容与日志不符：{places}", f"disclosed texts that the log does not hold: {places}")
        elif disclosed:
            r.sound("C10", f"{disclosed} 处披露内容与摘要相符", f"{disclosed} disclosed texts match")
        if self._erased and not r.told("C13"):
            count = len(self._erased)
            zh = f"{count} 项删除，均有依据和两名批准人；密钥是否已销毁须对照密钥库"
            r.sound("C13", zh, f"{count} erasures, each with ground and two approvers; that keys are gone, --db shows")
        if self._heads and not r.told("C14"):
            r.sound("C14", f"{self._heads} 份案件清单与记录相符", f"{self._heads} lists of cases agree")
        if self._keys and not r.told("C16"):
            r.sound("C16", f"{self._keys} 次密钥更换均有旧钥记录", f"{self._keys} changes of keys, each announced")

    def _erasure(self, entry: Entry) -> None:
        approvers = entry.data.get("approvers")
        sound = isinstance(approvers, list) and len({str(one) for one in approvers}) >= 2
        if not sound or not entry.data.get("ground") or not isinstance(entry.data.get("kid"), str):
            zh, en = "删除缺少依据或两名批准人", "an erasure without a ground or two approvers"
            self._report.tampered("C13", f"第 {entry.position} 条：{zh}", f"entry {entry.position}: {en}")
        self._erased[str(entry.data.get("kid"))] = entry.position

    def _check_heads(self, entry: Entry) -> None:
        rows = heads_rows(self._last)
        facts = {"size": entry.position, "count": len(rows), "root": heads_root(rows)}
        if dict(entry.data) != facts:
            zh, en = "案件清单与此前记录不符", "the list of cases does not follow from the entries before it"
            self._report.tampered("C14", f"第 {entry.position} 条：{zh}", f"entry {entry.position}: {en}")
        self._heads += 1

    def _succession(self, entry: Entry) -> None:
        try:
            old, new = key_of(str(entry.data.get("old"))), key_of(str(entry.data.get("new")))
            sound = old.name == new.name == entry.members["log"] and bool({old.vkey, new.vkey} & set(self._trusted))
        except Malformed:
            sound = False
        if not sound:
            zh, en = "密钥更换与政策中的密钥不符", "a change of keys that does not lead to the policy's key"
            self._report.tampered("C16", f"第 {entry.position} 条：{zh}", f"entry {entry.position}: {en}")
        self._keys += 1


def commitments(data: Json) -> Iterator[str]:
    """All commitments to sealed texts in an entry's data."""
    if isinstance(data, dict):
        if SEALED in data:
            yield str(data[SEALED]["d"])
        else:
            for one in data.values():
                yield from commitments(one)
    elif isinstance(data, list):
        for one in data:
            yield from commitments(one)


def heads_rows(last: Mapping[str, tuple[int, int]]) -> list[bytes]:
    """The rows of a list of cases: [case, last version, its leaf], in the order of the cases."""
    return [canonical([case, *last[case]]) for case in sorted(last)]


def heads_root(rows: Sequence[bytes]) -> str:
    """The root of the tree over the rows."""
    return text_of(root_of([leaf_hash(row) for row in rows]))


def _commits(one: Disclosure) -> tuple[str, str]:
    return one.case, commitment(one.salt, one.case, one.field, one.text)
