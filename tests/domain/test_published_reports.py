"""A report is published once, and R24 finds every figure that does not come out again."""

from datetime import date

import pytest

from domain.contact.nouns import REPORT
from domain.redflags.catalogue import BY_CODE
from domain.redflags.finding import Severity
from domain.redflags.reports import Figure, differences, unreproducible
from domain.reports import commands as rc
from domain.reports import events as re
from domain.reports.particulars import Basis, Printed, Snapshot
from domain.reports.state import Stage
from domain.shared.acting import RoleMayNot
from domain.shared.people import Role
from tests.domain.test_contact_rules import OFFICE, asked, at, state_after
from tests.spec import instant, person

BASIS = Basis(
    first=date(2026, 1, 1),
    last=date(2026, 3, 31),
    position=40,
    region="某区",
    edition="CONTACT-v1",
    policy="v1",
    calendar="2026a1",
)
FIGURES = (Printed(figure="received", numerator=12), Printed(figure="answered_in_time", numerator=9, denominator=10))
SNAPSHOT = Snapshot(basis=BASIS, figures=FIGURES, docx="ab" * 32, xlsx="cd" * 32)
HONEST: dict[str, Figure] = {"received": (12, None), "answered_in_time": (9, 10)}
PUBLISH = at(rc.Publish(snapshot=SNAPSHOT), OFFICE, "2026-04-01T09:00")


def test_a_report_is_published_once_and_a_second_time_changes_nothing() -> None:
    assert asked(PUBLISH) == (re.Published(snapshot=SNAPSHOT),)
    assert asked(PUBLISH, PUBLISH) == ()
    report = state_after(REPORT, PUBLISH, PUBLISH)
    assert (report.stage, report.snapshot, report.version) == (Stage.PUBLISHED, SNAPSHOT, 1)
    assert report.last_at == instant("2026-04-01T09:00")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_nobody_but_the_office_publishes(role: Role) -> None:
    with pytest.raises(RoleMayNot):
        asked(at(PUBLISH[0], person("somebody", role)))


def test_a_report_that_comes_out_again_differs_in_nothing() -> None:
    assert differences(SNAPSHOT, HONEST) is None


OTHERWISE: dict[str, tuple[dict[str, Figure], str]] = {
    "a count": (HONEST | {"received": (11, None)}, "received 12 ≠ 11"),
    "a share of others": (HONEST | {"answered_in_time": (9, 11)}, "answered_in_time 9/10 ≠ 9/11"),
    "left out": (HONEST | {"closed": (4, None)}, "closed — ≠ 4"),
    "made up": ({"answered_in_time": (9, 10)}, "received 12 ≠ —"),
    "a share told as a count": (HONEST | {"received": (12, 12)}, "received 12 ≠ 12/12"),
    "two at once, by name": (
        {"received": (1, None), "answered_in_time": (0, 0)},
        "answered_in_time 9/10 ≠ 0/0; received 12 ≠ 1",
    ),
}


@pytest.mark.parametrize(("found", "told"), OTHERWISE.values(), ids=OTHERWISE.keys())
def test_a_figure_that_comes_out_otherwise_is_told_as_printed_and_as_found(found: dict[str, Figure], told: str) -> None:
    assert differences(SNAPSHOT, found) == told


def test_the_finding_rests_on_the_cut_and_the_publication_and_says_what_differs() -> None:
    found = unreproducible(SNAPSHOT, 52, instant("2026-04-01T09:00"), "received 12 ≠ 11")
    assert (found.rule, found.severity, found.positions) == ("R24", Severity.HIGH, (40, 52))
    assert found.since == instant("2026-04-01T09:00")
    for language in ("zh", "en"):
        said = BY_CODE["R24"].explain(found, language)
        assert "received 12 ≠ 11" in said and "40" in said
