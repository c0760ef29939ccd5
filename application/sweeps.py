"""The sweep: whatever the office's clock demands of the open cases, done as ordinary commands by `system`.

Every act has an id made from what it is, so two sweeps at once, or one after an outage, do each act once.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from application.desk import Desk, state_of
from application.errors import Conflict, VersionConflict
from application.ports import Clock, EventLog, Recorded, Request, Rulebook
from application.queries import Views
from domain.policies.policy import Rules
from domain.shared.identity import CommandId, SuggestionId
from domain.shared.people import Actor
from domain.shared.refusal import Refused
from domain.shared.stamp import Stamp
from domain.suggestion.falling_due import Act, acts

log = logging.getLogger("huying.sweep")
SWEEPS = UUID("5d0f6f0e-1f7b-5a53-9f0e-6a7d0c1b2e33")
"""Namespace of the command ids of what the clock does."""
CHUNK = 200
"""Cases whose histories are read at once."""
ROUNDS = 20
"""Acts one pass may do to one case: an act can demand the next one."""

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class SweepReport:
    """What one pass did: acts by kind, and how many cases it looked at."""

    cases: int = 0
    acts: dict[str, int] = field(default_factory=dict)
    overtaken: int = 0
    """Cases somebody else changed meanwhile; the next pass looks at them again."""
    refused: dict[str, int] = field(default_factory=dict)
    """Acts a rule stood against, by the rule: there should be none."""

    def count(self, act: Act) -> None:
        """Count one act that was done now."""
        self.acts[act.kind] = self.acts.get(act.kind, 0) + 1


class Sweeps:
    """Finds the cases by view and acts on each by its own stream."""

    def __init__(self, *, desk: Desk, log: EventLog, views: Views, clock: Clock, rulebook: Rulebook) -> None:
        self._desk, self._log, self._views, self._clock, self._rulebook = desk, log, views, clock, rulebook

    def sweep(self, by: Actor, progress: Progress = lambda done, of: None) -> SweepReport:
        """Do everything that is demanded by now; return what was done. Raises `Unavailable`."""
        report = SweepReport()
        cases = [SuggestionId(case) for case in self._views.cases_with_clocks()]
        rules = self._rules(by)
        for history in self._histories(cases):
            self._sweep_case(history, by, rules, report)
            report.cases += 1
            progress(report.cases, len(cases))
        return report

    def _rules(self, by: Actor) -> Rules:
        now = self._clock.now()
        stamp = Stamp(at=now, by=by, command_id=CommandId(SWEEPS), occurred_at=now, zone=self._clock.zone)
        return self._rulebook.rules(stamp)

    def _histories(self, cases: Sequence[SuggestionId]) -> Iterator[Sequence[Recorded]]:
        for start in range(0, len(cases), CHUNK):
            found = self._log.histories(cases[start : start + CHUNK], self._log.head())
            yield from (found[case] for case in cases[start : start + CHUNK] if case in found)

    def _sweep_case(self, history: Sequence[Recorded], by: Actor, rules: Rules, report: SweepReport) -> None:
        case = history[0].case
        for _ in range(ROUNDS):
            state = state_of(history)
            demanded = acts(state, self._clock.now(), rules)
            if not demanded:
                return
            try:
                done = self._act(case, demanded[0], by, len(history))
            except (VersionConflict, Conflict):
                report.overtaken += 1
                return
            except Refused as no:
                log.error("sweep.refused", extra={"case": str(case), "act": demanded[0].kind, "rule": no.slug})
                report.refused[no.slug] = report.refused.get(no.slug, 0) + 1
                return
            if not done:
                return
            report.count(demanded[0])
            history = self._log.history(case)

    def _act(self, case: SuggestionId, act: Act, by: Actor, version: int) -> bool:
        request = Request(
            by=by,
            command_id=CommandId(uuid5(SWEEPS, f"{case} {act.name}")),
            content=act.name.encode(),
            expected_version=version,
        )
        receipt = self._desk.handle(case, act.command, request)
        return bool(receipt.events) and not receipt.replayed
