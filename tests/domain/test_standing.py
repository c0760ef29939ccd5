"""What the rules said of a case at any moment: from when to when each finding and each trace stood."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from domain.redflags import catalogue
from domain.redflags.finding import Finding, Severity
from domain.redflags.standing import Stood, findings_through_time, traces_through_time
from domain.redflags.thresholds import DEFAULTS
from domain.redflags.traces import traces
from domain.redflags.trail import Trail
from tests.domain.test_figure_spans import known_at
from tests.domain.test_red_flags import told
from tests.spec import ROADS, TRANSFERRED, Step, answer, instant
from tests.support.judged import trails, year_of

HANDED_OVER = instant("2026-03-02T11:00")


def overdue(*steps: Step) -> list[Stood[Finding]]:
    """What was ever found of a case's answer being late."""
    found = findings_through_time(told(*TRANSFERRED, *steps), DEFAULTS)
    return sorted((s for s in found if s.what.rule == "R03"), key=lambda s: (s.begins, s.what.since))


def answered(on: str) -> Step:
    """The unit answers."""
    return answer(), ROADS, on


def test_a_finding_that_time_alone_would_bring_is_there_from_the_start_and_lies_ahead() -> None:
    medium, high = overdue()
    assert (medium.begins, medium.what.since, medium.ends) == (HANDED_OVER, instant("2026-04-03T00:00"), None)
    assert (high.begins, high.what.since, high.ends) == (HANDED_OVER, instant("2026-04-18T00:00"), None)


def test_what_was_averted_before_its_moment_never_stood() -> None:
    assert overdue(answered("2026-04-02T23:00")) == []


def test_a_late_answer_ends_the_finding_of_a_missing_one_and_begins_that_of_a_late_one() -> None:
    came = instant("2026-04-08T09:00")
    missing, late = overdue(answered("2026-04-08T09:00"))
    assert (missing.what.positions, missing.begins, missing.ends) == ((3,), HANDED_OVER, came)
    assert (late.what.positions, late.begins, late.ends) == ((3, 4), came, None)
    assert {missing.what.severity, late.what.severity} == {Severity.MEDIUM}


def test_what_a_later_event_leaves_as_it_was_stands_on_as_one() -> None:
    steps = (*TRANSFERRED, answered("2026-03-10T09:00"))
    [unsigned] = [s for s in findings_through_time(told(*steps), DEFAULTS) if s.what.rule == "R09"]
    assert (unsigned.begins, unsigned.ends) == (HANDED_OVER, None)


def test_a_trace_is_replaced_when_more_becomes_known_of_its_fact() -> None:
    found = [s for s in traces_through_time(told(*TRANSFERRED)) if s.what.kind == "received"]
    registered, triaged = instant("2026-03-02T09:00"), instant("2026-03-02T10:00")
    assert [(s.what.category, s.what.due is None, s.begins, s.ends) for s in found] == [
        (None, True, registered, triaged),
        ("roads", True, triaged, HANDED_OVER),
        ("roads", False, HANDED_OVER, None),
    ]


def moments(trail: Trail, random: Random) -> list[datetime]:
    """Just before, at and after some of what was recorded, and in between."""
    turns = random.sample([fact.at for fact in trail.facts], min(len(trail.facts), 2))
    near = [at + timedelta(microseconds=d) for at in turns for d in (-1, 0, 1)]
    return near + [turns[0] + timedelta(days=random.uniform(0, 90)) for _ in range(3)]


def at_the_time(found: list[Stood[Any]], at: datetime) -> list[Any]:
    """What stood at a moment."""
    return [s.what for s in found if s.begins <= at and (s.ends is None or at < s.ends)]


def said(findings: list[Finding], at: datetime) -> list[tuple[object, ...]]:
    """What findings that hold by a moment say, each once."""
    held = {(*f.key, f.severity, f.positions, *sorted(f.facts.items())) for f in findings if f.since <= at}
    return sorted(held, key=str)


def test_what_stood_at_a_moment_is_what_is_found_in_the_case_as_known_then() -> None:
    random, asked, changed = Random(5), 0, 0
    for trail in trails(year_of(30)[1]):
        found, left = list(findings_through_time(trail, DEFAULTS)), list(traces_through_time(trail))
        assert all(s.ends is None or max(s.begins, s.what.since) < s.ends for s in found)
        assert all(s.ends is None or s.begins < s.ends for s in left)
        for at in moments(trail, random):
            known = replace(known_at(trail, at), prints=trail.prints, voter=trail.voter)
            assert said(at_the_time(found, at), at) == said(list(catalogue.of_case(known, DEFAULTS)), at)
            held = at_the_time(left, at)
            assert len(held) == len(set(held)) and set(held) == set(traces(known))
            asked += 1
        changed += sum(s.ends is not None for s in found)
    assert asked > 500 and changed > 8
