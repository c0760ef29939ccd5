"""Lines through time: whatever moment is asked for, the spans hold exactly what was known to stand then."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

from domain.figures.counting import lines
from domain.figures.line import Line
from domain.figures.spans import Span, spans
from domain.redflags.trail import Trail
from tests.support.judged import UNTIL, trails, year_of

CASES = 200


def standing(found: list[Span], at: datetime) -> Counter[Line]:
    """The lines that stand at a moment."""
    return Counter(s.line for s in found if s.since <= at and (s.until is None or at < s.until))


def known_at(trail: Trail, at: datetime) -> Trail:
    """The trail as far as it was recorded by a moment."""
    facts = tuple(f for f in trail.facts if f.at <= at)
    state = trail.facts[len(facts)].before if len(facts) < len(trail.facts) else trail.state
    return Trail(trail.case, facts, state, trail.office)


def moments(trail: Trail, found: list[Span], random: Random) -> list[datetime]:
    """Where a line comes or goes, just before and after, and somewhere in between."""
    turns = [t for s in found for t in (s.since, s.until) if t is not None]
    chosen = random.sample(turns, min(len(turns), 3))
    near = [t + timedelta(microseconds=d) for t in chosen for d in (-1, 0, 1)]
    span = (UNTIL - trail.facts[0].at).total_seconds()
    return near + [trail.facts[0].at + timedelta(seconds=random.random() * span) for _ in range(2)] + [UNTIL]


def test_the_spans_that_hold_a_moment_are_the_lines_as_known_then() -> None:
    random, asked, late = Random(5), 0, 0
    for trail in trails(year_of(CASES)[1]):
        found = list(spans(trail))
        assert all(s.until is None or s.since < s.until for s in found)
        for at in moments(trail, found, random):
            known = known_at(trail, at)
            wanted = Counter(lines(known, at)) if known.facts else Counter()
            assert standing(found, at) == wanted, (trail.case, at)
            asked += 1
        late += sum(s.line.figure == "answered_in_time" and not s.line.hit for s in found)
    assert asked > 1500 and late > 8
