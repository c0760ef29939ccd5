"""What supervisors and auditors ask of the rules: the findings of a case, of a unit, of everybody, at any moment."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.auditing import Auditing, holding
from application.errors import NotFound
from application.ports import Clock, EventLog
from application.queries import Findings
from domain.redflags.finding import Finding
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor
from domain.suggestion import authority
from domain.suggestion.evolve import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings are wanted; None asks for all."""

    rule: str | None = None
    severity: str | None = None
    unit: str | None = None

    def wants(self, finding: Finding) -> bool:
        """Whether a finding is wanted."""
        return (
            self.rule in (None, finding.rule)
            and self.severity in (None, finding.severity.value)
            and self.unit in (None, finding.unit)
        )


class ReportChecks(Protocol):
    """R24: published reports, counted anew."""

    def unreproducible(self, until: datetime) -> Sequence[Finding]:
        """Findings on the publications up to an instant, counted anew now."""

    def found(self) -> Sequence[Finding]:
        """Findings as far as publications were counted anew already."""


class RedFlags:
    """Answers from the view for now, and from the log for any earlier moment."""

    def __init__(
        self, *, log: EventLog, findings: Findings, auditing: Auditing, clock: Clock, reports: ReportChecks
    ) -> None:
        self._log, self._findings, self._auditing, self._clock = log, findings, auditing, clock
        self._reports = reports
        self._compared: tuple[int, tuple[Finding, ...]] = (-1, ())
        self._lock = threading.Lock()

    def found(self, wanted: FindingFilter, at: datetime | None) -> tuple[list[Finding], int]:
        """The findings that hold at a moment, now without one, and the position they rest on."""
        if at is not None:
            audit = self._auditing.replay(at)
            known = holding([*audit.findings, *self._reports.unreproducible(at)], at)
            return [f for f in known if wanted.wants(f)], audit.events
        now, position = self._clock.now(), self._findings.position()
        everything = [*self._findings.findings(case=None, until=now), *self._across(position), *self._reports.found()]
        return [f for f in holding(everything, now) if wanted.wants(f)], position

    def of_case(self, case: SuggestionId, actor: Actor, at: datetime | None) -> list[Finding]:
        """The findings of one case: its own by its own stream, always current, and those across cases by the view.

        Raises `NotFound`.
        """
        history = self._log.history(case)
        if not history or not authority.sees(actor, fold((r.event, r.stamp) for r in history)):
            raise NotFound()
        moment = at or self._clock.now()
        known = [record for record in history if record.stamp.at <= moment]
        if not known:
            raise NotFound()
        own: Sequence[Finding] = self._auditing.judge({case: known}).findings
        across = [f for f in self._across(self._findings.position()) if f.case == case]
        return list(holding([*own, *across], moment))

    def _across(self, position: int) -> tuple[Finding, ...]:
        """What cases held against one another show; worked out once per state of the view."""
        with self._lock:
            if self._compared[0] != position:
                left = self._findings.traces()
                found = self._auditing.compare(left, self._auditing.rules(self._clock.zone)) if left else ()
                self._compared = (position, found)
            return self._compared[1]
