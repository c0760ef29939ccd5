"""One case lived through the ordinary rules, with a clock of its own: every step is a command that is decided.

The office's own clock runs beside: each morning it is due, the sweep acts, and units account for their notices.
"""

import hashlib
import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID, uuid5

from application.demo.district import District, Station
from application.demo.session import Session
from application.demo.themes import Theme
from application.ports import Append
from domain.policies.deadlines import last_day
from domain.policies.policy import Rules
from domain.shared.identity import ActorId, CommandId, Digest, OrgCode, SuggestionId
from domain.shared.people import Actor
from domain.shared.sealed import Plain, plain
from domain.shared.stamp import Stamp
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.decide import decide
from domain.suggestion.evolve import evolve
from domain.suggestion.falling_due import acts
from domain.suggestion.lifecycle import AFTER, WORK
from domain.suggestion.particulars import Evidence, Recipient
from domain.suggestion.state import INITIAL, Suggestion

DEMO = UUID("7c0c5b5e-8f2e-5c0f-9a39-1f2d7f3b5a11")
"""Namespace of the demo's cases and commands."""
MORNING = time(8)


@dataclass(frozen=True, slots=True)
class World:
    """What all lives share."""

    district: District
    rules: Rules
    seed: int
    until: datetime
    """Nothing is recorded after this instant."""


@dataclass(slots=True)
class Life:
    """One case from its registration on. Steps after the end of the demo are left out, and the rest of a script."""

    world: World
    number: int
    station: Station
    theme: Theme
    random: Random
    sweeps: bool = True
    responds: bool = True
    session: Session | None = None
    """The reception day it is brought to."""
    id: SuggestionId = field(init=False)
    state: Suggestion = field(init=False, default=INITIAL)
    at: datetime = field(init=False)
    appends: list[Append] = field(init=False, default_factory=list)
    truth: set[str] = field(init=False, default_factory=set)
    over: bool = field(init=False, default=False)
    _accounts: list[tuple[datetime, int, str]] = field(init=False, default_factory=list)
    _swept: date = field(init=False, default=date.min)

    def __post_init__(self) -> None:
        self.id = SuggestionId(uuid5(DEMO, f"{self.world.seed}/{self.number}"))
        self.at = self.world.until

    def do(self, command: c.Command, by: Actor, *, occurred: datetime | None = None) -> bool:
        """Give a command at the life's present moment; False once the demo's time is over."""
        self._meanwhile(self.at)
        if self.at > self.world.until:
            self.over = True
        if not self.over:
            self._take(command, by, occurred)
        return not self.over

    def force(self, event: e.Event, by: Actor) -> None:
        """Write an event past the desk, as only a faulty or tampered store would hold it."""
        if not self.over and self.at <= self.world.until:
            self._append((event,), self._stamp(by, None))

    def finish(self) -> None:
        """Let the office's clock run on to the end of the demo."""
        self._meanwhile(self.world.until)

    @property
    def lead(self) -> str:
        """The unit that leads on the matter; the station's own township where the theme says so."""
        return str(self.station.township) if self.theme.lead == "township" else self.theme.lead

    def not_after_due(self, unit: str, days_before: int = 1) -> None:
        """Come back to a working day before the unit's last one, where the present moment is past it."""
        part = self.state.assignment(OrgCode(unit))
        if part is not None and part.due.at is None:
            last = self.world.rules.calendar.back_working_days(part.due.on, days_before)
            if self.at.date() > last and self.state.last_at is not None:
                self.at = max(
                    datetime.combine(last, time(15), self.at.tzinfo), self.state.last_at + timedelta(minutes=9)
                )

    def later(self, low: int, high: int) -> None:
        """Move on by so many working days, to some hour of the office's day."""
        self.to(self.world.rules.calendar.add_working_days(self.at.date(), self.random.randint(low, high)))

    def to(self, day: date) -> None:
        """Move on to a day, at some hour of it, and never back."""
        hour = datetime.combine(day, time(9), self.at.tzinfo) + timedelta(minutes=self.random.randint(0, 480))
        self.at = max(hour, self.at + timedelta(minutes=self.random.randint(12, 40)))

    def minutes(self, low: int, high: int) -> None:
        """Move on by some minutes."""
        self.at += timedelta(minutes=self.random.randint(low, high), seconds=self.random.randint(0, 50))

    def digest(self, what: str) -> Digest:
        """The digest of a document that would be attached."""
        return Digest(hashlib.sha256(f"{self.id} {what} {len(self.appends)}".encode()).hexdigest())

    def proof(self) -> tuple[Evidence, ...]:
        """A photograph and a note on it."""
        return (Evidence(sha256=self.digest("photo"), note=self.phrase("progress")),)

    def phrase(self, kind: str) -> Plain:
        """One of the district's stock phrases."""
        return plain(self.random.choice(self.world.district.matter.phrases[kind]))

    def _meanwhile(self, to: datetime) -> None:
        """What the office's clock and the units it presses do before a moment."""
        present = self.at
        while (step := self._next(min(to, self.world.until))) is not None:
            moment, unit = step
            self.at = moment
            if unit is None:
                self._sweep(moment)
            else:
                heapq.heappop(self._accounts)
                self._account(unit)
        self.at = present

    def _next(self, to: datetime) -> tuple[datetime, str | None] | None:
        morning = min((m for m in self._mornings() if m.date() > self._swept), default=None)
        account = self._accounts[0] if self._accounts else None
        if account is not None and account[0] < to and (morning is None or account[0] <= morning):
            return account[0], account[2]
        if morning is None or morning >= to:
            return None
        self._swept = morning.date()
        return morning, None

    def _mornings(self) -> Iterator[datetime]:
        """The mornings on which the clock may demand something of the case as it stands."""
        if self.sweeps and self.state.stage in WORK | AFTER and self.state.last_at is not None:
            for day in self._days():
                morning = datetime.combine(day, MORNING, self.world.until.tzinfo)
                if morning > self.state.last_at:
                    yield morning

    def _days(self) -> Iterator[date]:
        rules, state, one = self.world.rules, self.state, timedelta(days=1)
        for part in state.held if state.stage in WORK else ():
            if part.working:
                due = part.due.on
                yield rules.calendar.back_working_days(due, 3)
                yield rules.calendar.back_working_days(due, 2)
                yield due + one
                yield rules.calendar.add_working_days(due, rules.policy.yellow_after)
                yield rules.calendar.add_working_days(due, rules.policy.red_after)
                yield last_day(part.transferred_on, rules.policy.interim_report, rules.calendar) + one
        told = state.delivered_on(Recipient.VOTER)
        if told is not None and state.latest_mark is None and not state.lapsed:
            window = last_day(told, rules.policy.evaluation, rules.calendar)
            yield rules.calendar.back_working_days(window, 3)
            yield window + one
        if state.open_commitments:
            yield from (promise.due_on + one for promise in state.open_commitments)
            year = (state.last_at or self.world.until).year
            yield from (date(y, m, 1) for y in (year, year + 1) for m in (1, 4, 7, 10))

    def _sweep(self, moment: datetime) -> None:
        for _ in range(20):
            demanded = acts(self.state, moment, self.world.rules)
            if not demanded:
                return
            before = len(self.state.notices)
            self._take(demanded[0].command, self.world.district.system, None)
            for notice in self.state.notices[before:]:
                for unit in notice.units if self.responds else ():
                    at = self._answering_time(moment)
                    heapq.heappush(self._accounts, (at, notice.number, unit))

    def _answering_time(self, moment: datetime) -> datetime:
        day = self.world.rules.calendar.add_working_days(moment.date(), 1)
        return datetime.combine(day, time(10), moment.tzinfo) + timedelta(minutes=self.random.randint(0, 300))

    def _account(self, unit: str) -> None:
        """A unit answers its oldest notice, if it still owes an account."""
        if any(unit in notice.awaits for notice in self.state.notices):
            self._take(c.RespondToSupervision(text=self.phrase("response")), self.world.district.officer(unit), None)

    def answer_notices(self) -> None:
        """Let the units account for every notice that stands now, on the next working day."""
        for notice in self.state.notices:
            for unit in notice.awaits:
                heapq.heappush(self._accounts, (self._answering_time(self.at), notice.number, unit))

    def _stamp(self, by: Actor, occurred: datetime | None) -> Stamp:
        at = max(self.at, self.state.last_at) if self.state.last_at else self.at
        command = CommandId(uuid5(DEMO, f"{self.id}/{len(self.appends)}"))
        return Stamp(at=at, by=by, command_id=command, occurred_at=occurred or at, zone=self.world.until.tzinfo)  # type: ignore[arg-type]

    def _take(self, command: c.Command, by: Actor, occurred: datetime | None) -> None:
        stamp = self._stamp(by, occurred)
        happened = decide(command, self.state, stamp=stamp, rules=self.world.rules)
        if happened:
            self._append(happened, stamp)

    def _append(self, happened: tuple[e.Event, ...], stamp: Stamp) -> None:
        entries = tuple((event, stamp) for event in happened)
        self.appends.append(Append(case=self.id, after_version=self.state.version, entries=entries, fingerprint="demo"))
        for event in happened:
            self.state = evolve(self.state, event, stamp)


def as_role(actor: Actor, other: Actor) -> Actor:
    """The same person at another desk."""
    return Actor(id=ActorId(actor.id), role=other.role, org=OrgCode(other.org))
