"""Finds out what lies before the auditor, and has it checked."""

import json
import re
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from domain.evidence.malformed import Malformed, bytes_of
from domain.evidence.policies import TrustPolicy, policy_of
from domain.verification.evidence import Disclosure, Evidence
from domain.verification.receipts import verify_case, verify_receipt
from domain.verification.report import Report, Verdict
from domain.verification.whole_log import verify_log
from interfaces.verifier.reading import opened

UNUSABLE = 3
"""Exit code where nothing could be checked: wrong usage, or files that cannot be read."""
LINE = {Verdict.SOUND: "✓", Verdict.TAMPERED: "✗", Verdict.MISSING: "?"}
WORDS = {
    Verdict.SOUND: ("核验通过", "verified"),
    Verdict.TAMPERED: ("发现篡改或矛盾", "TAMPERED or inconsistent"),
    Verdict.MISSING: ("证据不足", "evidence is missing"),
}
LIMITS = (
    "核验能证明：所示记录自被签署和见证以来未被更改。不能证明：记录的内容属实；从未登记的事不存在；"
    "没有外部见证时，持有密钥者未曾整体重写。",
    "Proven: what is shown has not been changed since it was signed and witnessed. Not proven: that what was recorded "
    "is true; that nothing was left unrecorded; without an outside witness, that the key's holder rewrote nothing.",
)
Progress = Callable[[int, int], None]


class Unusable(Exception):
    """Nothing could be checked; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the auditor asks for."""

    path: Path
    policy: Path
    trusted: Path | None = None
    disclosures: Path | None = None
    max_lag_days: int = 30
    now: datetime
    """By the auditor's own clock."""


def verify(wanted: Wanted, progress: Progress = lambda done, of: None) -> tuple[Report, Mapping[str, int]]:
    """Check a log, a case's bundle or a receipt. Raises `Unusable`. Returns also the keys said to be erased."""
    try:
        if wanted.policy.resolve().is_relative_to(wanted.path.resolve()):
            raise Unusable("政策文件不能取自被核验的材料 the policy must not come from what is verified")
        policy = policy_of(wanted.policy.read_text(encoding="utf-8", errors="surrogateescape"))
        trusted = wanted.trusted.read_bytes() if wanted.trusted else None
        shown = _disclosures(wanted.disclosures) if wanted.disclosures else ()
        if wanted.path.is_file() and wanted.path.suffix == ".tlog-proof":
            evidence = _evidence(wanted, policy, trusted, shown, lambda name: b"", ())
            return verify_receipt(evidence, wanted.path.read_bytes())[0], {}
        read, names = opened(wanted.path)
    except (OSError, tarfile.TarError, Malformed, ValueError) as fault:
        raise Unusable(str(fault)) from None
    evidence = _evidence(wanted, policy, trusted, shown, read, names)
    cases = sorted({name.split("/")[1] for name in names if re.match(r"cases/[0-9a-f-]{36}/", name)})
    if "checkpoint" in names or not cases:
        return verify_log(evidence, progress)
    report = Report()
    for case in cases:
        report.lines += verify_case(evidence, case).lines
    return report, {}


def told(report: Report, *, language: str = "both") -> str:
    """The report as people read it: what was checked, with what result, and what cannot be proven."""
    picks = {"zh": (0,), "en": (1,), "both": (0, 1)}[language]
    lines = []
    for line in report.lines:
        names, words = line.name, (line.zh, line.en)
        for pick in picks:
            lines.append(f"{LINE[line.verdict] if pick == picks[0] else ' '} {line.check} {names[pick]}: {words[pick]}")
    lines += ["", " · ".join(WORDS[report.verdict][pick] for pick in picks), *(LIMITS[pick] for pick in picks)]
    return "\n".join(lines)


def facts_of(report: Report) -> dict[str, Any]:
    """The report for machines."""
    return {
        "verdict": report.verdict.name.lower(),
        "checks": [
            {"check": line.check, "verdict": line.verdict.name.lower(), "zh": line.zh, "en": line.en}
            for line in report.lines
        ],
    }


def _evidence(
    wanted: Wanted,
    policy: TrustPolicy,
    trusted: bytes | None,
    shown: tuple[Disclosure, ...],
    read: Callable[[str], bytes],
    names: Any,
) -> Evidence:
    return Evidence(
        read=read,
        names=names,
        policy=policy,
        now=wanted.now,
        trusted=trusted,
        disclosures=shown,
        oldest=timedelta(days=wanted.max_lag_days),
    )


def _disclosures(path: Path) -> tuple[Disclosure, ...]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Disclosure(bytes_of(salt), case, field, text) for salt, case, field, text in found)
    except (TypeError, ValueError) as fault:
        raise Unusable(f"{path.name}: {fault}") from None
