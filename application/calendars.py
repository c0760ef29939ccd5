"""Taking in a year's holiday notice, and counting anew the last days that waited for it."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from application.desk import Desk
from application.errors import ViewsBehind
from application.ports import EventLog, Request, Rulebook
from application.queries import Views
from domain.policies.policy import Policy
from domain.policies.working_days import CalendarYear, YearUnknown
from domain.shared.identity import CommandId, SuggestionId
from domain.shared.people import Actor
from domain.suggestion import commands

RECALCULATIONS = UUID("3f1df6d0-4f0b-5d0c-8d67-1c2f7a0b9e55")
"""Namespace of command ids: one recalculation per case and calendar edition, however often it is asked for."""
PATIENCE = 30.0
"""Seconds to wait for the views to reach the log's head."""

Progress = Callable[[int, int], None]
NoticeReader = Callable[[bytes], tuple[CalendarYear, str]]
"""Reads a holiday notice: the year, and its source. Raises a `Refused` naming what cannot be read."""


class Calendars:
    """The working-day calendar of each year, and what follows when one is announced."""

    def __init__(self, *, desk: Desk, log: EventLog, views: Views, rulebook: Rulebook, reader: NoticeReader) -> None:
        self._desk, self._log, self._views, self._rulebook = desk, log, views, rulebook
        self.read_notice = reader

    def years(self) -> list[CalendarYear]:
        """Every year the office knows, oldest first."""
        return sorted(self._rulebook.calendar().years.values(), key=lambda year: year.year)

    def source(self, year: int) -> str:
        """Where the days of a year come from; empty for a year nobody loaded."""
        return self._rulebook.source(year)

    def policies(self) -> list[Policy]:
        """Every edition of the office's rules, the latest first."""
        return sorted(self._rulebook.policies(), key=lambda policy: policy.effective_on, reverse=True)

    def days_left(self, today: date, due_on: date) -> int | None:
        """Working days from today to a last day, negative when it has passed; None beyond the years known."""
        try:
            return self._rulebook.calendar().working_days_between(today, due_on)
        except YearUnknown:
            return None

    def announce(self, year: CalendarYear, source: str, *, by: Actor, progress: Progress) -> int:
        """Take in a notice as the year's next edition; return how many cases were counted anew.

        Deadlines that did not rest on a provisional year stay as they are. Raises `ViewsBehind`.
        """
        known = self._rulebook.calendar().years.get(year.year)
        edition = replace(year, edition=known.edition + 1 if known else 1)
        if known is not None and replace(known, edition=edition.edition) == edition:
            edition = known
        else:
            self._rulebook.announce(edition, source)
        self._wait_for_views()
        cases = self._views.provisional_cases()
        changed = 0
        for done, case in enumerate(cases, start=1):
            command_id = CommandId(uuid5(RECALCULATIONS, f"{case} {edition.name}"))
            request = Request(by=by, command_id=command_id, content=edition.name.encode())
            receipt = self._desk.handle(SuggestionId(case), commands.RecalculateDeadline(), request)
            changed += bool(receipt.events) and not receipt.replayed
            progress(done, len(cases))
        return changed

    def _wait_for_views(self) -> None:
        give_up = time.monotonic() + PATIENCE
        while self._views.position() < self._log.head():
            if time.monotonic() > give_up:
                raise ViewsBehind()
            time.sleep(0.1)
