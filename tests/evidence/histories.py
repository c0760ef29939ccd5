"""Real events, sealed with fixed tokens and stored as the store stores them: what a log's leaves are made of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from application.primitives import replaced
from domain.evidence.entries import commitment
from domain.evidence.malformed import text_of
from domain.shared.identity import CommandId, SuggestionId
from domain.shared.sealed import Plain, Sealed
from domain.shared.stamp import Stamp
from domain.suggestion import events
from infrastructure.event_store.leaves import leaves
from infrastructure.event_store.mapper import to_stored
from tests.evidence.signers import ORIGIN
from tests.spec import CLERK, Step, given, rules_on
from tests.support.random_cases import FIRST, ZONE, Life, in_order

CASE, OTHER_CASE, THIRD_CASE = (SuggestionId(UUID(int=number, version=4)) for number in (1, 2, 3))
SALT = b"\x07" * 32
CIPHERTEXT = text_of(b"what nobody reads here")
KID = "k-0123"


@dataclass(frozen=True)
class Act:
    """What one command brought about, as it is appended."""

    case: SuggestionId
    after_version: int
    entries: tuple[tuple[events.Event, Stamp], ...]


def lived(case: SuggestionId, *steps: Step) -> list[Act]:
    """A case driven through the real `decide`, one act per step."""
    found: list[Act] = []
    for number, (command, by, on) in enumerate(steps):
        asked = given(*steps[:number]).when(command, by, on)
        found.append(Act(case, asked.state.version, tuple((event, asked.stamp) for event in asked.events)))
    return found


def random_lives(count: int, seed: int) -> list[Act]:
    """Cases at random, in the order of time, each command with an instant of its own."""
    random, found = Random(seed), list[Life]()
    now = Stamp(at=FIRST, by=CLERK, command_id=CommandId(UUID(int=0)), occurred_at=FIRST, zone=ZONE)
    for _ in range(count):
        life = Life(random, rules_on(now), found)
        life.live(random.randint(1, 24))
        found.append(life)
    return [Act(append.case, append.after_version, tuple(append.entries)) for append in in_order(found)]


def token(case: SuggestionId, field: str, text: Plain) -> Sealed:
    """A sealed text whose salt is known to the test."""
    return Sealed(KID, CIPHERTEXT, commitment(SALT, str(case), field, text.text))


def stored(act: Act, seal: Callable[[SuggestionId, str, Plain], Sealed] = token) -> list[StoredEvent]:
    """The rows of an act."""

    def sealed(field: str, text: Plain) -> Sealed:
        return seal(act.case, field, text)

    return [
        to_stored(act.case, act.after_version + number, replaced(event, sealed), stamp, "fingerprint")
        for number, (event, stamp) in enumerate(act.entries, start=1)
    ]


def leaves_of(acts: Iterable[Act], start: int, delay: timedelta = timedelta(seconds=1)) -> list[bytes]:
    """The leaves of acts, recorded a moment after each was done."""
    found: list[bytes] = []
    for act in acts:
        position = start + len(found)
        made = leaves(ORIGIN, list(stored(act)))
        found += [leaf.at(n, act.entries[0][1].at + delay) for n, leaf in enumerate(made, start=position)]
    return found


def by_time(*cases: Sequence[Act]) -> list[Act]:
    """The acts of several cases in the order they were done."""
    return sorted((act for case in cases for act in case), key=lambda act: act.entries[0][1].at)
