"""How far the cases received in a period have come: handed over, answered, judged."""

from collections.abc import Iterator

from domain.figures.counted import counted
from domain.figures.line import Line
from domain.redflags.trail import Fact, Trail
from domain.suggestion import events

STEPS = ("transferred", "answered", "judged")


def course(trail: Trail) -> Iterator[Line]:
    """One line per step, by the day of receipt: each rests on the event that took it, or else on the receipt."""
    state = trail.state
    taken = {
        "transferred": [fact for fact, _ in trail.of(events.Transferred)],
        "answered": [fact for fact, _ in trail.of(events.Answered)] if _stands(trail) else [],
        "judged": [fact for fact, _ in trail.of(events.Evaluated)] if state.marks else [],
    }
    for name in STEPS:
        yield _step(trail, name, taken[name])


def _stands(trail: Trail) -> bool:
    """Whether an answer was given that was not sent back."""
    return any(not reply.sent_back for reply in trail.state.replies)


def _step(trail: Trail, name: str, facts: list[Fact]) -> Line:
    first = trail.facts[0]
    return counted(trail, name, facts[-1] if facts else first, first.stamp.occurred_on, bool(facts))
