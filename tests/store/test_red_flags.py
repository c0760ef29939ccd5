"""Findings in a store: the view's are those of the log, at every moment; and the demo goes in once, whole."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from application.auditing import holding
from application.demo.loading import Loaded, Loading, Progress
from application.errors import StoreNotEmpty
from application.finding_queries import FindingFilter
from domain.redflags.finding import Finding
from domain.shared.people import Role
from domain.suggestion.lifecycle import WORK
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.demo.district import load_district, wanted
from infrastructure.settings import Settings
from tests.support.commands import person, received
from tests.support.judged import UNTIL, findings, trails, year_of
from tests.support.tables import JUDGED_COUNTS, catch_up, counted

CASES = 250
AUDITOR = person(Role.AUDITOR)


def quiet(done: int, total: int) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def loaded(plant: Plant) -> Iterator[Plant]:
    """A store with a small year in it, the findings brought up in uneven steps."""
    year, lives = year_of(CASES)
    log, keeper = plant.system.log, plant.system.desk._keeper
    done = Loading(log=log, keeper=keeper, views=plant.system.views).load(lives, quiet, year.contact_lives(lives))
    assert done.added == done.events == log.head()
    plant.flagger._size = 1_500
    while plant.flagger.advance():
        pass
    catch_up(plant)
    yield plant


def told(found: tuple[Finding, ...]) -> set[tuple[object, ...]]:
    """Findings as values."""
    return {
        (f.rule, f.severity, f.why, f.case, f.unit, f.since, f.positions, tuple(sorted(f.facts.items()))) for f in found
    }


def test_the_view_finds_what_the_log_finds(loaded: Plant) -> None:
    now = loaded.system.clock.now()
    shown, position = loaded.system.red_flags.found(FindingFilter(), None)
    replayed = loaded.system.auditing.replay(now)
    assert position == loaded.system.log.head() == replayed.events
    assert told(tuple(shown)) == told(replayed.findings)
    assert len(replayed.findings) > 50


def test_rules_on_the_log_find_what_they_find_with_no_store_at_all(loaded: Plant) -> None:
    """Sealing, storing and reading back change nothing that a rule can see."""
    at = UNTIL
    year, lives = year_of(CASES)
    without = {(f.rule, f.why, f.case, f.stream, f.unit) for f in findings(trails(lives), year.contact.lives, at)}
    found = loaded.system.auditing.replay(at).findings
    assert {(f.rule, f.why, f.case, f.stream, f.unit) for f in found} == without


def test_any_moment_can_be_asked_for(loaded: Plant) -> None:
    random = Random(3)
    everything = loaded.system.auditing.replay(UNTIL).findings
    for _ in range(5):
        at = UNTIL - timedelta(days=random.randint(10, 300))
        then, _ = loaded.system.red_flags.found(FindingFilter(), at)
        assert all(f.since <= at for f in then)
        assert told(tuple(then)) == told(loaded.system.auditing.replay(at).findings)
    assert {f.rule for f in everything} >= {"R01", "R03", "R16", "R18", "R22", "R26"}


def test_findings_of_one_case_are_current_and_the_same(loaded: Plant) -> None:
    shown, _ = loaded.system.red_flags.found(FindingFilter(), None)
    by_case = [f for f in shown if f.case is not None]
    for finding in by_case[::10]:
        mine = loaded.system.red_flags.of_case(finding.case, AUDITOR, None)  # type: ignore[arg-type]
        assert told(tuple(mine)) == told(tuple(f for f in by_case if f.case == finding.case))


def test_findings_are_filtered(loaded: Plant) -> None:
    shown, _ = loaded.system.red_flags.found(FindingFilter(rule="R03", severity="H"), None)
    assert shown and {(f.rule, f.severity.value) for f in shown} == {("R03", "H")}


def test_a_rebuilt_view_of_findings_is_the_same(loaded: Plant) -> None:
    before = loaded.system.red_flags._findings.findings(FindingFilter(), at=UNTIL)
    traces = list(loaded.system.red_flags._findings.traces(UNTIL))
    assert loaded.rebuild(["findings"], quiet) == ["findings"]
    after = loaded.system.red_flags._findings.findings(FindingFilter(), at=UNTIL)
    assert told(holding(after, UNTIL)) == told(holding(before, UNTIL))
    assert sorted(loaded.system.red_flags._findings.traces(UNTIL), key=repr) == sorted(traces, key=repr)


def test_the_demo_goes_into_an_empty_store_alone_and_is_resumed(fresh_settings: Settings) -> None:
    bootstrap.prepare(fresh_settings, thorough=True)
    with bootstrap.open_parts(fresh_settings, bootstrap.urls(fresh_settings), None) as parts:
        system = bootstrap.assemble(parts)
        loading = Loading(log=parts.log, keeper=parts.keeper, views=parts.readers)

        def stop_midway(done: int, total: int) -> None:
            if done > total / 3:
                raise KeyboardInterrupt

        def load(progress: Progress) -> Loaded:
            return load_district(system, parts.rulebook, loading, fresh_settings.var, progress, cases=200)

        with pytest.raises(KeyboardInterrupt):
            load(stop_midway)
        assert system.log.head() > 0 and wanted(fresh_settings.var, system.log.head())
        halfway = system.log.head()
        done = load(quiet)
        assert done.added == done.events - halfway > 0
        assert system.log.head() == done.events
        assert not wanted(fresh_settings.var, system.log.head())
        assert load(quiet).added == 0


def test_a_store_with_anything_in_it_takes_no_demo(plant: Plant, tmp_path: object, loaded: Plant) -> None:
    received(plant)
    rulebook = plant.system.desk._rulebook
    loading = Loading(log=plant.system.log, keeper=plant.system.desk._keeper, views=plant.system.views)
    with pytest.raises(StoreNotEmpty):
        load_district(plant.system, rulebook, loading, tmp_path, quiet, cases=200)  # type: ignore[arg-type]


def test_the_office_as_of_any_moment_is_what_the_log_says(loaded: Plant) -> None:
    """Stages, units and what was late, against a fold of the events recorded by then."""
    random, history = Random(5), loaded.system.log.after(0, 10**6)
    some = [UNTIL - timedelta(days=random.randint(1, 300)) for _ in range(3)]
    months = [datetime(UNTIL.year, UNTIL.month, 1, tzinfo=UTC)]
    for at in (*some, *months, *(record.stamp.at for record in random.sample(history[len(history) // 2 :], 3))):
        histories, _ = loaded.system.auditing.histories(at)
        known = list(loaded.system.auditing.plain_trails(histories))
        late = [t for t in known if t.state.stage in WORK and t.state.due and t.office.passed(t.state.due) <= at]
        shown = {one.stage: (one.cases, one.overdue) for one in loaded.system.stages.counts(at)}
        stages = Counter(t.state.stage.value for t in known)
        overdue = Counter(t.state.stage.value for t in late)
        assert shown == {stage: (count, overdue[stage]) for stage, count in stages.items()}
        assert {one.case for one in loaded.system.stages.late(at, limit=10**6)} == {t.case for t in late}
        unit = next(part.unit for t in known for part in t.state.held)
        mine = {t.case for t in known if t.state.stage in WORK and unit in {part.unit for part in t.state.held}}
        found = [case for stage in WORK for case in loaded.system.stages.cases(at, stage, unit, offset=0, limit=10**6)]
        assert {one.case for one in found} == mine
        counts = loaded.system.stages.counts(at, unit)
        assert (sum(one.cases for one in counts), sum(one.overdue for one in counts)) == (
            len(mine),
            len(mine & {t.case for t in late}),
        )


def test_counts_of_stages_say_what_counting_the_rows_would(loaded: Plant) -> None:
    for counts in JUDGED_COUNTS:
        kept, anew = counted(loaded, counts)
        assert kept == anew != [], counts.name


def test_what_cases_show_together_is_compared_once_for_all_processes(loaded: Plant) -> None:
    now = loaded.system.clock.now()
    loaded.system.red_flags.compare_ahead()
    mark = f"{loaded.system.auditing.calendar_name()} {loaded.system.red_flags._findings.mark(now)}"
    kept = loaded.system.red_flags._findings.compared(mark)
    traces = loaded.system.red_flags._findings.traces(now)
    office = loaded.system.auditing.rules(loaded.system.clock.zone)
    assert kept is not None and told(tuple(kept)) == told(loaded.system.auditing.compare(traces, office))
    earlier = loaded.system.red_flags._findings.mark(UNTIL - timedelta(days=90))
    assert earlier not in mark


def test_in_a_log_that_is_too_long_each_case_is_judged_for_itself(
    loaded: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags, everything = loaded.system.red_flags, FindingFilter()
    whole, position = flags.found(everything, None)
    monkeypatch.setattr("application.red_flags.COMPARED", position - 1)
    monkeypatch.setattr(flags, "_compare", None)
    flags.compare_ahead()
    assert not flags.compares()
    alone, _ = flags.found(everything, None)
    left_out = [finding for finding in whole if finding not in alone]
    assert 0 < len(left_out) < len(whole) == len(left_out) + len(alone)
    case = next(finding.case for finding in left_out if finding.case is not None)
    mine = flags.of_case(case, AUDITOR, None)
    assert [f for f in whole if f.case == case and f in alone] == mine


def test_what_is_asked_of_some_is_what_is_found_among_all(loaded: Plant) -> None:
    flags = loaded.system.red_flags
    whole, _ = flags.found(FindingFilter(), None)
    cases = list(dict.fromkeys(f.case for f in whole if f.case is not None))[::3]
    of_some = FindingFilter(cases=frozenset(cases))
    assert flags.found(of_some, None)[0] == [f for f in whole if f.case in cases] != []
    assert flags.found(FindingFilter(cases=frozenset()), None)[0] == []
    most = Counter((f.rule, f.unit) for f in whole if f.unit is not None).most_common(3)
    of_units = [FindingFilter(unit=unit) for (_, unit), _ in most]
    for asked in (*of_units, *(FindingFilter(rule=rule, unit=unit) for (rule, unit), _ in most)):
        assert flags.found(asked, None)[0] == [f for f in whole if asked.wants(f)] != []
