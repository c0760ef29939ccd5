"""Each figure equals the slow count, now and at a hundred moments; and what is shown of a figure is honest."""

from datetime import date, timedelta
from random import Random

import pytest

from domain.figures.counting import COUNTS, RATES, lines, what_if
from domain.figures.course import STEPS
from domain.figures.line import Duration, Figure, Line, band, duration, figure
from domain.policies.period import Period, Unit
from domain.policies.policy import Rules, Track
from domain.redflags.trail import Trail, trail
from domain.shared.identity import SuggestionId
from domain.shared.stamp import Stamp
from domain.suggestion.events import Event
from tests.support.brute_figures import Told, shares
from tests.support.judged import CALENDAR, OFFICE, POLICIES, UNTIL, trails, year_of
from tests.support.random_cases import FIRST, Life

MOMENTS = 100


@pytest.fixture(scope="module")
def told() -> list[Trail]:
    """A small year."""
    return trails(year_of(200)[1])


@pytest.fixture(scope="module")
def wild() -> list[Trail]:
    """Cases lived by commands at random, at random hours: whatever the rules let pass."""
    random, rules = Random(9), Rules(POLICIES[0], CALENDAR)
    found: list[Life] = []
    for _ in range(80):
        found.append(Life(random, rules, found))
        found[-1].live(random.randint(1, 30))
    return [
        trail(life.id, [(n, n, *entry) for n, entry in enumerate(_entries(life), start=1)], OFFICE) for life in found
    ]


def _entries(life: Life) -> list[tuple[Event, Stamp]]:
    return [entry for append in life.appends for entry in append.entries]


def known(one: Trail, at: object) -> Trail | None:
    """A case as recorded by a moment."""
    entries = [(f.position, f.version, f.event, f.stamp) for f in one.facts if f.at <= at]  # type: ignore[operator]
    return trail(one.case, entries, OFFICE) if entries else None


def counted(told: list[Trail], at: object) -> dict[str, tuple[int, int]]:
    """What the service counts."""
    found: dict[str, list[bool]] = {}
    for one in told:
        then = known(one, at)
        for line in lines(then, at) if then is not None else ():  # type: ignore[arg-type]
            found.setdefault(line.figure, []).append(line.hit)
    found.pop("handling_days", None)
    return {name: (sum(hits), len(hits)) for name, hits in found.items()}


def test_every_figure_equals_the_slow_count_now_and_at_a_hundred_moments(told: list[Trail]) -> None:
    random = Random(5)
    plain: list[Told] = [[(f.event, f.stamp) for f in one.facts] for one in told]
    moments = [UNTIL] + [UNTIL - timedelta(minutes=random.randint(0, 365 * 24 * 60)) for _ in range(MOMENTS)]
    for at in moments:
        assert counted(told, at) == shares(plain, at), at
    assert set(shares(plain, UNTIL)) == {*RATES, *COUNTS, *STEPS}


def test_the_slow_count_agrees_on_whatever_the_rules_let_pass(wild: list[Trail]) -> None:
    random = Random(6)
    plain: list[Told] = [[(f.event, f.stamp) for f in one.facts] for one in wild]
    for _ in range(MOMENTS):
        at = FIRST + timedelta(minutes=random.randint(0, 600 * 24 * 60))
        assert counted(wild, at) == shares(plain, at), at


def test_each_line_is_traceable_to_an_event_of_its_case(told: list[Trail]) -> None:
    for one in told:
        positions = {fact.position for fact in one.facts}
        for line in lines(one, UNTIL):
            assert line.case == one.case and line.position in positions


def test_another_clock_is_a_question_and_changes_nothing(told: list[Trail]) -> None:
    def share(days: int) -> float | None:
        found = [line for one in told for line in what_if(one, Track.DEPARTMENT, Period(days, Unit.DAYS), UNTIL)]
        return figure("answered_in_time", found, plain=False).rate

    before = [one.state for one in told]
    rates = [share(days) for days in (1, 15, 31, 200)]
    assert rates == sorted(rates) and rates[0] < 0.1 and rates[-1] > 0.95
    assert [one.state for one in told] == before


def line(value: int | None = None, hit: bool = True) -> Line:
    """A line of no importance."""
    case = SuggestionId("00000000-0000-0000-0000-000000000001")
    return Line("x", date(2026, 3, 2), hit, 1, (), None, None, value, case)


def test_small_numbers_are_shown_and_not_ranked() -> None:
    few, many = (figure("x", [line(hit=n > 0) for n in range(count)], plain=False) for count in (9, 10))
    assert (few.numerator, few.denominator, few.rate, few.ranked) == (8, 9, 0.8889, False)
    assert many.ranked
    # Wilson: 8 of 9 is somewhere between 56.5 % and 98.0 %.
    assert few.interval == (0.565, 0.9801)
    none = figure("x", [], plain=False)
    assert (none.rate, none.interval, none.ranked) == (None, None, False)
    assert figure("x", [line()], plain=True) == Figure(name="x", numerator=1, denominator=None)


def test_the_ninetieth_percentile_is_a_value_that_occurred() -> None:
    found = [line(value) for value in (1, 2, 3, 4, 5, 6, 7, 8, 9, 30)]
    assert duration("x", found) == Duration(name="x", count=10, median=5.5, p90=9)
    assert duration("x", []) == Duration(name="x", count=0, median=None, p90=None)


def test_like_is_compared_with_like() -> None:
    assert [band(count) for count in (0, 49, 50, 199, 200)] == ["small", "small", "medium", "medium", "large"]
