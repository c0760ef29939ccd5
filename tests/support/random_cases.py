"""Cases at random: every one legal, with instants of its own, ready to be appended in the order of time."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from application.ports import Append
from application.sealing import sealed
from domain.policies.policy import Rules
from domain.shared.identity import CommandId, SuggestionId
from domain.shared.people import Actor
from domain.shared.refusal import Refused
from domain.shared.stamp import Stamp
from domain.suggestion import commands
from domain.suggestion.decide import decide
from domain.suggestion.evolve import fold
from domain.suggestion.state import INITIAL, Suggestion
from infrastructure.bootstrap import Plant
from tests.support.random_commands import CLERK, MAIN, RARE, SIDE, SUPERVISOR, Given, receive

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2026, 1, 5, 9, tzinfo=ZONE)
TRIES = 12
MERGES = 0.005
"""How often a case is to be merged into an earlier one."""


class Life:
    """One case, lived by random commands."""

    def __init__(self, random: Random, rules: Rules, leads: list["Life"]) -> None:
        self.random, self.rules, self.leads = random, rules, leads
        self.id = SuggestionId(UUID(int=random.getrandbits(128), version=4))
        self.state: Suggestion = INITIAL
        self.at = FIRST + timedelta(hours=random.randint(0, 24 * 90))
        self.appends: list[Append] = []
        self.number = len(leads) + 1

    def live(self, steps: int) -> None:
        """Be registered, and then whatever may follow."""
        self._take(receive(self.random), CLERK)
        for _ in range(steps):
            self.at += timedelta(seconds=self.random.choice((1, 600, 86_400, 86_400, 400_000, 2_000_000)))
            any(self._take(*self._chosen()) for _ in range(TRIES))

    def _chosen(self) -> Given:
        r, day = self.random, self.at.date()
        if self.leads and r.random() < MERGES:
            lead = r.choice(self.leads)
            found = commands.LeadCase(received_at_position=lead.number, track=lead.state.track, open=True)
            return commands.Merge(into=lead.id, lead=found, own_position=self.number), SUPERVISOR
        group = r.choices((MAIN, SIDE, RARE), (70, 28, 2))[0]
        return r.choice(group)(r, day)

    def _take(self, command: commands.Command, by: Actor) -> bool:
        key = CommandId(UUID(int=self.random.getrandbits(128), version=4))
        stamp = Stamp(at=self.at, by=by, command_id=key, occurred_at=self.at, zone=ZONE)
        try:
            happened = decide(command, self.state, stamp=stamp, rules=self.rules)
        except Refused:
            return False
        if happened:
            entries = tuple((event, stamp) for event in happened)
            version = self.state.version
            self.appends.append(Append(case=self.id, after_version=version, entries=entries, fingerprint="f"))
            self.state = fold(entries, self.state)
        return bool(happened)


def lives(plant: Plant, count: int, *, seed: int, steps: int = 12) -> list[Life]:
    """Live so many cases; nothing is stored yet."""
    random, found = Random(seed), list[Life]()
    now = Stamp(at=FIRST, by=CLERK, command_id=CommandId(UUID(int=0)), occurred_at=FIRST, zone=ZONE)
    rules = plant.system.desk._rulebook.rules(now)
    for _ in range(count):
        life = Life(random, rules, found)
        life.live(random.randint(1, 2 * steps))
        found.append(life)
    return found


def in_order(found: Sequence[Life]) -> list[Append]:
    """Everything that happened to these cases, in the order of time."""
    return sorted((a for life in found for a in life.appends), key=lambda a: a.entries[0][1].at)


def append_all(plant: Plant, appends: Sequence[Append], size: int = 60) -> Iterator[int]:
    """Seal and append in batches; yield the log's head after each."""
    for start in range(0, len(appends), size):
        batch = sealed(appends[start : start + size], plant.system.desk._keeper)
        yield plant.system.log.append(batch)[-1].position
