"""C07 over the contact work: each noun lives by its own rules, and an event of another noun is no part of it."""

from typing import Any, cast

from domain.activities import events as activities
from domain.deputies import events as deputies
from domain.shared.identity import ContactId, SuggestionId
from domain.shared.people import Role
from domain.suggestion import events as suggestions
from domain.verification.report import Report
from tests.evidence.histories import Act, leaves_of
from tests.evidence.logbook import audited, faults, genesis, published
from tests.spec import NOTE, person, stamped
from tests.support.judged import year_of

CLERK = person("clerk-S-01-1", Role.CLERK, "S-01")
SUPERVISOR = person("supervisor-1", Role.SUPERVISOR)
YEAR, CASES = year_of(1)
ACTS = [
    Act(cast(SuggestionId, append.case), append.after_version, append.entries)  # type: ignore[arg-type]
    for life in YEAR.contact_lives([])
    for append in life.appends
    if not any(name == str(life.id) for _, name, _ in YEAR.contact.truth)
]
"""The contact work of a small year, without what was planted."""


def told(*more: Act) -> Report:
    """The report on the contact work of a year, with acts behind it that no rule brought about."""
    ordered = sorted(ACTS, key=lambda act: act.entries[0][1].at)
    return audited(published([genesis(), *leaves_of([*ordered, *more], 1)]))


def forced(stream: Any, after: int, event: Any, by: Any) -> Act:
    """One event put into the log by hand."""
    return Act(stream, after, ((event, stamped(by, "2026-12-01T09:00", number=77)),))


def of(kind: type) -> Act:
    """The last act of some stream that begins with an event of a kind."""
    first = next(act for act in ACTS if isinstance(act.entries[0][0], kind))
    mine = [act for act in ACTS if act.case == first.case]
    return mine[-1]


def test_a_year_of_contact_work_is_legal_throughout() -> None:
    assert "C07" not in faults(told())


def test_what_was_not_theirs_to_do_is_told() -> None:
    last = of(deputies.Opened)
    after = last.after_version + len(last.entries)
    chosen = deputies.Decided(chosen=(), minutes="1号")  # type: ignore[arg-type]
    assert "C07" in faults(told(forced(last.case, after, chosen, SUPERVISOR)))


def test_what_was_out_of_order_is_told() -> None:
    last = of(activities.Planned)
    after = last.after_version + len(last.entries)
    assert "C07" in faults(told(forced(last.case, after, activities.Summarised(text=NOTE), CLERK)))


def test_an_event_of_a_case_in_the_stream_of_an_activity_is_told() -> None:
    last = of(activities.Planned)
    after = last.after_version + len(last.entries)
    assert "C07" in faults(told(forced(ContactId(last.case), after, suggestions.Closed(), SUPERVISOR)))
