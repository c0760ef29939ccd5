"""Figures summed from small rows are those counted line by line: for whatever is asked, however the rows came about."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

import psycopg
import pytest

from application.demo.loading import Loading
from application.figure_queries import FiguresWanted
from application.statistics import FIGURES, GROUPINGS
from domain.figures.counting import DURATIONS
from infrastructure.bootstrap import Plant
from infrastructure.views.figure_totals import names
from infrastructure.views.figures_summing import cover_of, grouping_of
from tests.support.judged import UNTIL, ZONE, year_of

CASES, QUESTIONS = 160, 120
MIDDLE = datetime(2026, 6, 17, tzinfo=ZONE)


@pytest.fixture(scope="module")
def loaded(plant: Plant) -> Iterator[Plant]:
    """A small year whose rows were begun with half of its events known, and kept up with the other half."""
    loading = Loading(log=plant.system.log, keeper=plant.system.desk._keeper, views=plant.system.views)
    loading._patience = 0.0
    loading.load(year_of(CASES, seed=3)[1], lambda done, total: None)
    plant.flagger._size = plant.system.log.head() // 2
    plant.flagger.advance()
    assert plant.figures.sweep(MIDDLE) and not plant.figures.sweep(MIDDLE)
    plant.flagger._size = 150
    while plant.flagger.advance():
        pass
    yield plant


def questions(plant: Plant, seed: int) -> Iterator[tuple[FiguresWanted, datetime]]:
    """All kinds of questions, of moments the rows may answer for."""
    random = Random(seed)
    keys = {by: [count.key for count in plant.figures.count_lines(FiguresWanted(by=by), UNTIL)] for by in GROUPINGS}
    for _ in range(QUESTIONS):
        by = random.choice([None, *GROUPINGS])
        first = date(2025, 10, 1) + timedelta(days=random.randrange(440))
        last = first + timedelta(days=random.choice([0, 20, 31, 90, 200, 365, 500]))
        wanted = FiguresWanted(
            first=random.choice([None, first, first.replace(day=1), first.replace(month=1, day=1)]),
            last=random.choice([None, last]),
            by=by,
            unit=random.choice([None, None, random.choice(keys["unit"])]),
            station=random.choice([None, None, random.choice(keys["station"])]),
            figures=random.choice([None, tuple(random.sample([*FIGURES, *DURATIONS], 3))]),
            key=random.choice([None, random.choice(keys[by])]) if by else None,
        )
        at = random.choice([UNTIL, MIDDLE, MIDDLE + timedelta(seconds=random.randrange(150 * 86_400))])
        yield wanted, at


def by_key(counts: object) -> dict[object, object]:
    """Counts by what they count."""
    return {(count.key, count.figure): count for count in counts}  # type: ignore[attr-defined]


def held_alike(plant: Plant, seed: int) -> int:
    """Ask everything both ways; return how much of it the rows answered."""
    answered = 0
    for wanted, at in questions(plant, seed):
        assert by_key(plant.figures.count(wanted, at)) == by_key(plant.figures.count_lines(wanted, at)), (wanted, at)
        answered += grouping_of(wanted) is not None
    return answered


def test_rows_begun_in_the_middle_and_kept_up_say_what_the_lines_say(loaded: Plant) -> None:
    assert held_alike(loaded, 1) > QUESTIONS // 3


def test_rows_moved_on_say_what_the_lines_say(loaded: Plant) -> None:
    for days in (1, 40, 41, 120):
        assert loaded.figures.sweep(MIDDLE + timedelta(days=days))
        at = MIDDLE + timedelta(days=days + 1)
        so_far = [FiguresWanted(first=date(2026, 1, 1), last=at.date(), by=by) for by in (None, *GROUPINGS)]
        for wanted in so_far:
            told = loaded.figures.count(wanted, at)
            assert by_key(told) == by_key(loaded.figures.count_lines(wanted, at)), wanted
    for wanted, _ in questions(loaded, 2):
        told = loaded.figures.count(wanted, UNTIL)
        assert by_key(told) == by_key(loaded.figures.count_lines(wanted, UNTIL)), wanted


def test_rows_made_in_one_go_are_those_that_were_kept_up(loaded: Plant) -> None:
    loaded.figures.sweep(loaded._midnight())
    kept = totals(loaded)
    assert loaded.rebuild(["figures"], lambda done, of: None) == ["figures"]
    assert len(kept) > 500 and totals(loaded) == kept


def test_days_that_end_before_they_begin_have_no_figures(loaded: Plant) -> None:
    wanted = FiguresWanted(first=date(2026, 5, 1), last=date(2026, 3, 10))
    assert loaded.figures.count(wanted, loaded.system.clock.now()) == []


def totals(plant: Plant) -> set[tuple[object, ...]]:
    """The small rows of the edition in use that count anything."""
    found = names(plant.settings.schema, plant.figures._edition()[0])
    with psycopg.connect(plant.urls.admin) as conn:
        asked = [f"SELECT * FROM {{{name}}} WHERE n <> 0" for name in ("totals", "days")]
        return {row for one in asked for row in conn.execute(psycopg.sql.SQL(one).format(**found)).fetchall()}


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        (None, None, ("-infinity", "-infinity", "infinity", "infinity")),
        (date(2026, 1, 1), date(2026, 11, 27), ("2026-01-01", "2026-01-01", "2027-01-01", "2027-01-01")),
        (date(2024, 3, 9), date(2025, 2, 3), ("2024-03-01", "2025-01-01", "2025-01-01", "2025-03-01")),
        (date(2025, 3, 9), date(2025, 5, 3), ("2025-03-01", "2025-06-01", "2025-06-01", "2025-06-01")),
        (date(2023, 12, 2), date(2025, 12, 31), ("2023-12-01", "2024-01-01", "2026-01-01", "2026-01-01")),
    ],
)
def test_days_asked_about_lie_within_whole_months_and_years(
    first: date | None, last: date | None, whole: tuple[str, ...]
) -> None:
    cover = cover_of(FiguresWanted(first=first, last=last), date(2026, 11, 27))
    assert (cover.first, cover.year, cover.last_year, cover.end) == whole
