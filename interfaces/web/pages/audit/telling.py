"""Findings as they are shown: what the rule says, and links to the events it rests on."""

from collections.abc import Sequence
from typing import Any

from domain.redflags.catalogue import BY_CODE, RULES
from domain.redflags.finding import Finding
from interfaces.web.languages import N_
from interfaces.web.visiting import Visit

MOST = 6
"""Events a finding links to; of the others only the number is told."""
SEVERITIES = {"H": N_("严重"), "M": N_("一般"), "L": N_("轻微")}


def told_of(visit: Visit, found: Sequence[Finding]) -> list[dict[str, Any]]:
    """Each finding with its rule's name, its explanation, and its events as (case, version)."""
    shown = {finding.positions[:MOST] for finding in found}
    places = visit.system.views.places([position for some in shown for position in some])
    key = visit.language.key
    return [
        {
            "rule": finding.rule,
            "name": name_of(visit, finding.rule),
            "severity": finding.severity.value,
            "grade": SEVERITIES[finding.severity.value],
            "explanation": visit.language.told(BY_CODE[finding.rule].explain(finding, key)),
            "since": finding.since,
            "case": finding.case,
            "unit": finding.unit,
            "events": [places[p] for p in finding.positions[:MOST] if p in places],
            "others": max(len(finding.positions) - MOST, 0),
        }
        for finding in found
    ]


def name_of(visit: Visit, code: str) -> str:
    """What a rule is called."""
    rule = BY_CODE[code]
    return visit.language.told(rule.zh if visit.language.key == "zh" else rule.en)


def rules(visit: Visit) -> list[tuple[str, str]]:
    """Every rule's number and name."""
    return [(rule.code, name_of(visit, rule.code)) for rule in RULES]
