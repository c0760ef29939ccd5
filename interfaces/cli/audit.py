"""The auditor's verb."""

import json
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from application.auditing import Audit
from domain.redflags.catalogue import RULES
from domain.redflags.finding import Finding
from interfaces.cli.backstage import Backstage
from interfaces.cli.operations import Json
from interfaces.cli.output import progress, result

GRADES = ("H", "M", "L")


def audit(
    context: typer.Context,
    truth: Annotated[bool, typer.Option("--truth", help="Hold the findings against the demo's ground truth.")] = False,
    truth_file: Annotated[Path | None, typer.Option(help="Ground truth; the demo district's own without it.")] = None,
    at: Annotated[str | None, typer.Option(help="As known at an instant, such as 2026-06-30T18:00+08:00.")] = None,
    as_json: Json = False,
) -> None:
    """Run the red-flag rules over the whole log, from the events alone. 红旗审计。"""
    backstage: Backstage = context.obj
    known = _truth(truth_file or backstage.truth_file()) if truth or truth_file is not None else None
    began = time.monotonic()
    with backstage.opened() as plant, progress("审计 audit") as show:
        said = at or (known["as_of"] if known is not None else None)
        moment = _instant(said) if said else plant.system.clock.now()
        done = plant.system.auditing.replay(moment, show)
        done = replace(done, findings=(*done.findings, *plant.system.reports.unreproducible(moment)))
    seconds = round(time.monotonic() - began, 3)
    facts = {"cases": done.cases, "events": done.events, "seconds": seconds}
    if known is not None:
        rows = compared(done, {(line["rule"], line["subject"]) for line in known["violations"]})
        words = ["rule   planted  found  false_alarms"]
        words += [f"{r['rule']:<6} {r['planted']:>7} {r['found']:>6} {r['false_alarms']:>13}" for r in rows]
    else:
        rows = _counted(done)
        words = [f"{r['rule']} {r['name']:<10} " + "  ".join(f"{g} {r[g]}" for g in GRADES) for r in rows]
    words.append(f"{done.cases} 件 cases, {done.events} 个事件 events, {seconds} s")
    result(as_json, {"rules": rows, **facts}, "\n".join(words))


def compared(done: Audit, planted: set[tuple[str, str]]) -> list[dict[str, Any]]:
    """Per rule: how many violations were planted, how many of those were found, and what else was."""
    found = {(finding.rule, subject(finding)) for finding in done.findings}
    rows = []
    for rule in RULES:
        mine = {key for key in planted if key[0] == rule.code}
        seen = {key for key in found if key[0] == rule.code}
        counts = {"planted": len(mine), "found": len(mine & seen), "false_alarms": len(seen - mine)}
        rows.append({"rule": rule.code, **counts})
    return rows


def subject(finding: Finding) -> str:
    """What a finding is about: a case, an activity or place, or a unit or station as a whole."""
    if finding.stream is not None:
        return f"stream:{finding.stream}"
    return str(finding.case) if finding.case is not None else f"unit:{finding.unit}"


def _counted(done: Audit) -> list[dict[str, Any]]:
    counts = Counter((f.rule, f.severity.value) for f in done.findings)
    return [
        {"rule": rule.code, "name": rule.zh} | {grade: counts[rule.code, grade] for grade in GRADES} for rule in RULES
    ]


def _truth(file: Path) -> dict[str, Any]:
    """The ground truth, and the moment it is true of: what happens later is nobody's plan."""
    if not file.exists():
        raise typer.BadParameter(f"{file.name}: no such file; `demo` writes it", param_hint="--truth-file")
    facts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return facts


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise typer.BadParameter("an instant with its offset, such as 2026-06-30T18:00+08:00", param_hint="--at")
    return at
