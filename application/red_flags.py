"""What supervisors and auditors ask of the rules: the findings of a case, of a unit, of everybody, at any moment."""

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from application.auditing import Auditing, holding
from application.errors import NotFound
from application.finding_queries import FindingFilter, Findings
from application.ports import Clock, EventLog
from domain.redflags.finding import Finding
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor
from domain.suggestion import authority
from domain.suggestion.evolve import fold

COMPARED = 400_000
"""Events of a log as far as which cases are held against one another: all they leave behind is held at once."""
RESTING = 10
"""After cases were compared ahead, nobody does so again for so many times as long as it took."""
REMEMBERED = 100
"""Moments whose comparison of cases is kept at hand."""


class ReportChecks(Protocol):
    """R24: published reports, counted anew."""

    def unreproducible(self, until: datetime) -> Sequence[Finding]:
        """Findings on the publications up to an instant, counted anew now."""

    def found(self) -> Sequence[Finding]:
        """Findings as far as publications were counted anew already."""


class RedFlags:
    """Answers for any moment from the view, which knows from when to when each finding held."""

    def __init__(
        self, *, log: EventLog, findings: Findings, auditing: Auditing, clock: Clock, reports: ReportChecks
    ) -> None:
        self._log, self._findings, self._auditing, self._clock = log, findings, auditing, clock
        self._reports = reports
        self._compared: OrderedDict[str, Sequence[Finding]] = OrderedDict()
        self._rested = 0.0
        self._lock = threading.Lock()

    def compares(self) -> bool:
        """Whether cases are held against one another here: a log longer than `COMPARED` is too long for it."""
        return self._findings.position() <= COMPARED

    def found(self, wanted: FindingFilter, at: datetime | None) -> tuple[list[Finding], int]:
        """The findings that hold at a moment, now without one, and the position they rest on."""
        moment, position = at or self._clock.now(), self._findings.position()
        across = self._across(moment) if position <= COMPARED else ()
        everything = [*self._findings.findings(wanted, at=moment), *across, *self._reports.found()]
        return [f for f in holding(everything, moment) if wanted.wants(f)], position

    def of_case(self, case: SuggestionId, actor: Actor, at: datetime | None) -> list[Finding]:
        """The findings of one case: its own by its own stream as known then, those across cases as known now.

        What cases show together is not compared anew for every step of a replay; it holds from its `since` on.
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
        across = [f for f in self._across(self._clock.now()) if f.case == case] if self.compares() else []
        return list(holding([*own, *across], moment))

    def compare_ahead(self) -> None:
        """Hold the cases against one another as they stand now, so that nobody who asks has to wait for it."""
        began = time.monotonic()
        if began < self._rested or not self.compares():
            return
        now = self._clock.now()
        mark = self._mark(now)
        if self._findings.compared(mark) is None:
            self._compare(mark, now)
        ended = time.monotonic()
        self._rested = ended + RESTING * (ended - began)

    def _across(self, moment: datetime) -> Sequence[Finding]:
        """What cases held against one another show; worked out once for all moments that know the same of them."""
        mark = self._mark(moment)
        with self._lock:
            if mark not in self._compared:
                kept = self._findings.compared(mark)
                self._compared[mark] = self._compare(mark, moment) if kept is None else kept
            self._compared.move_to_end(mark)
            while len(self._compared) > REMEMBERED:
                self._compared.popitem(last=False)
            return self._compared[mark]

    def _mark(self, moment: datetime) -> str:
        return f"{self._auditing.calendar_name()} {self._findings.mark(moment)}"

    def _compare(self, mark: str, moment: datetime) -> Sequence[Finding]:
        left = self._findings.traces(moment)
        found = self._auditing.compare(left, self._auditing.rules(self._clock.zone)) if left else ()
        self._findings.keep_compared(mark, found)
        return found
