"""What people ask all day never reads a large table from end to end, whatever it asks about.

The office is small, but its views hold the rows of many times as many cases that ended long ago, so that the planner
decides as it would after years. Only of the log it is merely told that it is large: events cannot be made up.
"""

import re
from collections.abc import Iterator

import pytest

from application.demo.loading import Loading
from application.department_inbox import InboxWanted, Queue
from application.queries import RegisterFilter
from domain.shared.identity import SuggestionId
from domain.shared.people import Role
from infrastructure.bootstrap import Plant
from tests.performance.questions import CASES, LISTS, OFFICE, RARE, SUPERVISOR, Known, Question, register
from tests.support.commands import person
from tests.support.enlarged import COPIED, LOG, enlarge, large
from tests.support.judged import year_of
from tests.support.plans import explained
from tests.support.tables import catch_up

LIVED = 250


def _inbox(queue: Queue) -> Question:
    return lambda known, n: known.plant.system.department_inbox.page(
        InboxWanted(unit=known.unit, queue=queue), known.now
    )


ELSEWHERE = ("red flags", "dashboard")
"""What reads figures and findings; of the dashboard, the lists are asked for here."""
CLERK, OFFICER = person(Role.CLERK, "S-01"), person(Role.DEPARTMENT, "T-01")
MORE: dict[str, Question] = {
    "list counted for a clerk": register(actor=CLERK, count=True),
    "list counted for a unit's officer": register(actor=OFFICER, count=True, stage="handling"),
    "list of a category, counted": register(category="@category", stage="closed", count=True),
    "list of two filters, counted": register(station="@station", category="@category", count=True),
    "list soon due, counted": register(overdue=False, stages=("transferred", "handling"), sort="due_on", count=True),
    "search rare words, counted": register(q=RARE, count=True),
    "search case number for a clerk": register(actor=CLERK, q="@number", count=True),
    "stages of a unit": lambda known, n: known.plant.system.stages.counts(known.now, known.unit),
    "cases of a stage": lambda known, n: known.plant.system.stages.cases(known.now, "handling", offset=0, limit=50),
    **{f"inbox of a unit: {queue.value}": _inbox(queue) for queue in Queue},
}
ASKED = {
    name: ask
    for name, ask in {**LISTS, **CASES, **OFFICE, **MORE}.items()
    if not name.startswith(ELSEWHERE) or name == "dashboard: what presses"
}


@pytest.fixture(scope="module")
def known(plant: Plant) -> Iterator[Known]:
    """The office, and what of it is asked for."""
    log, keeper, views = plant.system.log, plant.system.desk._keeper, plant.system.views
    Loading(log=log, keeper=keeper, views=views).load(year_of(LIVED)[1], lambda done, total: None)
    while plant.flagger.advance():
        pass
    catch_up(plant)
    enlarge(plant)
    now = plant.system.clock.now()
    page = views.register(
        SUPERVISOR, RegisterFilter(stage="closed"), sort="-received_on", after=None, limit=50, count=False, now=now
    )
    row = page.rows[0]
    assert page.next is not None and row.station is not None and row.category is not None
    unit = max(views.workload(now), key=lambda load: load.assigned).unit
    cases = tuple(SuggestionId(one.id) for one in page.rows)
    yield Known(plant, cases, row.case_number, page.next, unit, row.station, row.category, now)


@pytest.mark.parametrize("name", ASKED)
def test_no_question_reads_a_large_table_from_end_to_end(known: Known, name: str) -> None:
    for one in explained(lambda: ASKED[name](known, 0)):
        assert not one.read_whole() & large(known.plant), one.statement


def test_every_large_table_is_watched(known: Known) -> None:
    watched = {re.sub(r"_\d+$", "", table) for table in large(known.plant)}
    assert watched >= {*COPIED, *LOG}
