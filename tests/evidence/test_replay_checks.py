"""C07: an act that was not legal then, not the actor's to do, or cannot be read."""

from typing import Any

import pytest

from domain.shared.identity import Method, Retention, UnitCode
from domain.shared.people import Actor
from domain.suggestion import events
from domain.suggestion.authority import MAY
from domain.suggestion.particulars import Recipient
from domain.verification.numbering import MOST_TOLD
from domain.verification.replay import CAUSES
from domain.verification.report import Report, Verdict
from tests.evidence.histories import CASE, Act, leaves_of, lived
from tests.evidence.logbook import STORY, Members, audited, faults, genesis, published, rewritten, tampered
from tests.spec import (
    ANSWERED,
    CLERK,
    CLOSED,
    DELIVERED,
    HEAD,
    NOTE,
    RECEIVED,
    ROADS,
    SATISFIED,
    SUPERVISOR,
    TRANSFERRED,
    TRIAGED,
    VOTER,
    Step,
    stamped,
)

EVENTS = STORY[:10]
CLOSING = 9
"""The place of the last event of the story: the closing of its case."""
LATER = "2026-03-14T08:00"
UNREADABLE: dict[str, Any] = {
    "an event nobody knows": lambda m: m.update(topic="suggestion.exploded.v1"),
    "an event of an edition nobody knows": lambda m: m.update(topic="suggestion.closed.v2"),
    "a name of another form": lambda m: m.update(topic="suggestion.Closed.v1"),
    "no data": lambda m: m["data"].pop("data"),
    "a field nobody knows": lambda m: m["data"]["data"].update(mood="good"),
    "a sealed text that is open": lambda m: m["data"]["data"].update(note="open words"),
    "a sealed text without its key": lambda m: m["data"]["data"].update(note={"$sealed": {}}),
    "a role nobody has": lambda m: m["data"]["meta"].update(role="king"),
    "no actor": lambda m: m["data"]["meta"].pop("by"),
    "a command that is no UUID": lambda m: m["data"]["meta"].update(command="x"),
    "data that is a list": lambda m: m["data"].update(data=[]),
}


def act(after: int, event: events.Event, by: Actor, on: str = LATER, number: int = 99) -> Act:
    """One event put into the log by hand, whatever the rules say."""
    return Act(CASE, after, ((event, stamped(by, on, number=number)),))


def story_of(steps: tuple[Step, ...], *more: Act) -> Report:
    """The report on one case, with acts behind it that no rule brought about."""
    return audited(published([genesis(), *leaves_of([*lived(CASE, *steps), *more], 1)]))


def test_every_event_has_a_command_that_may_cause_it() -> None:
    kinds = events.Intake | events.Handling | events.Supervision | events.Answering | events.Feedback | events.Closing
    assert set(CAUSES) == set(kinds.__args__)
    assert {cause for causes in CAUSES.values() for cause in causes} == set(MAY)


@pytest.mark.parametrize(
    ("steps", "event", "by"),
    [
        (CLOSED, events.Closed(), SUPERVISOR),
        (CLOSED, events.SignedFor(unit=UnitCode(ROADS.org)), ROADS),
        (RECEIVED, events.Archived(retention=Retention("10")), SUPERVISOR),
        (TRIAGED, events.Reopened(reason=NOTE), VOTER),
        (DELIVERED, events.Merged(into=CASE), SUPERVISOR),
        ((), events.Closed(), SUPERVISOR),
    ],
)
def test_an_act_out_of_its_order_is_tampering(steps: tuple[Step, ...], event: events.Event, by: Actor) -> None:
    report = story_of(steps, act(len(steps), event, by))
    assert tampered("C07", report) and len(report.told("C07")) == 1


@pytest.mark.parametrize("role", ["auditor", "admin", "data_officer", "department", "voter"])
def test_an_act_that_was_not_the_actors_to_do_is_tampering(role: str) -> None:
    def otherwise(members: Members) -> None:
        members["data"]["meta"].update(role=role)

    report = audited(published(rewritten(CLOSING, otherwise, EVENTS)))
    assert tampered("C07", report) and len(report.told("C07")) == 1


def test_an_act_that_is_neither_legal_nor_the_actors_is_told_twice() -> None:
    report = story_of(RECEIVED, act(1, events.Archived(retention=Retention("10")), HEAD))
    assert tampered("C07", report) and len(report.told("C07")) == 2


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_event_that_cannot_be_read_is_tampering(name: str) -> None:
    report = audited(published(rewritten(CLOSING, UNREADABLE[name], EVENTS)))
    assert tampered("C07", report) and len(report.told("C07")) == 1


def test_the_events_of_one_command_are_judged_by_the_stage_it_was_given_at() -> None:
    closed, archived = events.Closed(), events.Archived(retention=Retention("10"))
    stamp = stamped(SUPERVISOR, LATER, number=99)
    at_once = Act(CASE, 6, ((closed, stamp), (archived, stamp)))
    assert tampered("C07", story_of(SATISFIED, at_once))
    assert faults(story_of(SATISFIED, act(6, closed, SUPERVISOR), act(7, archived, SUPERVISOR, number=100))) == {}


def test_an_answer_handed_over_at_once_is_one_command() -> None:
    stamp = stamped(ROADS, "2026-03-10T09:00", number=4)
    answered = lived(CASE, *ANSWERED)[3].entries[0][0]
    handed = events.AnswerDelivered(to=Recipient.VOTER, method=Method("visit"))
    both = Act(CASE, 3, ((answered, stamp), (handed, stamp)))
    assert faults(story_of(TRANSFERRED, both)) == {}
    assert tampered("C07", story_of(CLOSED, act(7, handed, CLERK)))


def test_a_person_taken_in_and_protected_at_once_is_one_command() -> None:
    stamp = stamped(CLERK, "2026-03-02T09:00", number=1)
    received = lived(CASE, *RECEIVED)[0].entries[0][0]
    both = Act(CASE, 0, ((received, stamp), (events.IdentityProtected(reason=NOTE), stamp)))
    assert faults(story_of((), both)) == {}


def test_no_more_findings_are_told_than_anybody_reads() -> None:
    acts = [
        act(1 + n, events.Archived(retention=Retention("10")), SUPERVISOR, f"2026-03-14T08:{n:02d}", 50 + n)
        for n in range(50)
    ]
    report = story_of(RECEIVED, *acts)
    assert tampered("C07", report) and len(report.told("C07")) == MOST_TOLD


def test_a_demonstration_breaks_rules_on_purpose_and_says_so() -> None:
    entries = [genesis(demo=True), *leaves_of([*lived(CASE, *CLOSED), act(7, events.Closed(), SUPERVISOR)], 1)]
    report = audited(published(entries))
    assert faults(report) == {}
    assert [line.verdict for line in report.told("C07")] == [Verdict.SOUND]
