"""A search is walked page by page, however many months it reaches back over."""

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest

from application.demo.loading import Loading
from application.queries import SORTS, Page, RegisterFilter
from domain.shared.people import Role
from infrastructure.bootstrap import Plant
from infrastructure.views.register_query import page_query
from infrastructure.views.searching import Words, facets, latest
from tests.support.commands import person
from tests.support.judged import year_of
from tests.support.tables import catch_up

CASES = 500
STATION = "S-23"


@pytest.fixture(scope="module")
def office(plant: Plant) -> Iterator[Plant]:
    """A year of cases, enough of them for the latest to be looked at first."""
    system = plant.system
    loading = Loading(log=system.log, keeper=system.desk._keeper, views=system.views)
    loading.load(year_of(CASES)[1], lambda done, total: None)
    catch_up(plant)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("infrastructure.views.reading.MANY", 1)
        yield plant


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("station", [None, STATION])
@pytest.mark.parametrize("limit", [2, 7])
def test_the_pages_hold_what_one_long_page_holds(office: Plant, sort: str, station: str | None, limit: int) -> None:
    now, wanted = office.system.clock.now(), RegisterFilter(q="的", station=station)

    def page(after: tuple[str, int] | None, limit: int) -> Page:
        return office.system.views.register(
            person(Role.SUPERVISOR), wanted, sort=sort, after=after, limit=limit, count=True, now=now
        )

    whole, one = page(None, 1_000), page(None, limit)
    walked = list(one.rows)
    while one.next is not None:
        one = page(one.next, limit)
        walked += one.rows
    assert walked == list(whole.rows)
    assert len(walked) == whole.count > limit
    assert station in (None, *{row.station for row in walked})
    assert station is not None or len({row.received_on.month for row in walked}) == 12


def test_the_latest_months_end_with_the_day() -> None:
    assert latest(date(2026, 1, 1), 2) == (date(2025, 12, 1), date(2026, 1, 1))
    assert latest(date(2026, 11, 27), 12) == (date(2025, 12, 1), date(2026, 11, 27))
    assert latest(date(2026, 11, 30), 1) == (date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize("station", ["S-01", "o'clock", "back\\slash", "站'', |&!:*"])
def test_a_station_is_found_whatever_its_code_holds(office: Plant, station: str) -> None:
    said = [f"'路灯':1 {facets(one, date(2026, 5, 5))}" for one in (station, "S-99")]
    windows = latest(date(2026, 5, 5), 2), latest(date(2026, 4, 30), 12)
    asked = [Words("'路灯'", station).query(window) for window in (None, *windows)]
    with psycopg.connect(office.urls.admin) as conn:
        found = [
            conn.execute("SELECT %s::tsvector @@ %s::tsquery", [words, q]).fetchone() for q in asked for words in said
        ]
    assert [row[0] for row in found if row] == [True, False, True, False, False, False]


@pytest.mark.parametrize("place", ["infinity", "0001-01-05", "no day", "9999-12-31"])
def test_a_page_may_begin_anywhere(office: Plant, place: str) -> None:
    asked = page_query(person(Role.SUPERVISOR), RegisterFilter(q="的"), now=office.system.clock.now())
    assert (asked.recent("-received_on", (place, 7), date(2026, 5, 5)) is None) == (place[0] != "9")


def test_an_earlier_span_is_looked_at_where_it_ends(office: Plant) -> None:
    wanted = RegisterFilter(q="的", received_to=date(2025, 3, 3))
    asked = page_query(person(Role.SUPERVISOR), wanted, now=office.system.clock.now())
    assert asked.recent("-received_on", None, date(2026, 5, 5)) == (date(2025, 2, 1), date(2025, 3, 3))


@pytest.mark.parametrize(
    "wanted", [RegisterFilter(q="的", station=STATION), RegisterFilter(q="2026-000123"), RegisterFilter(q="路灯 学生")]
)
def test_where_few_are_expected_all_are_looked_at(office: Plant, wanted: RegisterFilter) -> None:
    asked = page_query(person(Role.SUPERVISOR), wanted, now=office.system.clock.now())
    assert asked.recent("-received_on", None, date(2026, 5, 5)) is None
