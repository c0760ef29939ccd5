"""Homes, stations and the office's register: what follows from what is asked, and what is refused."""

from datetime import date
from typing import Any

import pytest

from domain.contact.nouns import PLACE
from domain.places import commands as pc
from domain.places import events as pe
from domain.places import refusals as no
from domain.places.particulars import Check, Have, Paper, PlaceKind, Post, Score, Staff, Turn
from domain.places.state import Place, Stage
from domain.shared.identity import ActorId, DocumentNumber
from domain.shared.people import Role
from domain.shared.refusal import Refused
from tests.domain.test_contact_rules import (
    HEAD,
    NOTE,
    OFFICE,
    SCORES,
    STAFFED,
    YES,
    Step,
    asked,
    at,
    establish,
    state_after,
)
from tests.spec import person
from tests.support.judged import WORK

HOME_HEAD = person("head-9", Role.STATION_HEAD, "H-1")
REGISTER = establish(PlaceKind.OFFICE, code="office", township=None)
ISSUED = at(pc.IssueRegulation(title="学习制度", paper=Paper(document=DocumentNumber("人发〔2026〕1号"))))
OTHER_ISSUED = at(pc.IssueRegulation(title="小组活动制度"))
REPEALED = at(pc.RepealRegulation(regulation=1, reason=NOTE))
POSTED = at(pc.PostNotice(title="接待日", text="三月十日接待选民。", until=date(2026, 3, 10)), HEAD, "2026-03-02T09:00")


def after(*steps: Step) -> Place:
    """What is known of the place afterwards."""
    place: Place = state_after(PLACE, *steps)
    return place


def assess(*scores: Score, by: Any = OFFICE) -> Step:
    """The office gives points."""
    return at(pc.Assess(period="2026", scores=scores), by)


def rota(*days: tuple[int, str]) -> Step:
    """Who receives on which days of April."""
    turns = tuple(Turn(on=date(2026, 4, day), deputies=(ActorId(who),)) for day, who in days)
    return at(pc.SetRota(turns=turns), HEAD)


OVER = Score(item=SCORES[0].item, points=SCORES[0].points + 1)
UNDER = Score(item=SCORES[0].item, points=-1)
REFUSED: dict[str, tuple[type[Refused], tuple[Step, ...]]] = {
    "anything of a closed place": (
        no.PlaceNotAtThisStage,
        (establish(), at(pc.Close(reason=NOTE)), at(pc.Change(name="新站"))),
    ),
    "one person at two posts": (
        no.PostHeldTwice,
        (
            establish(),
            at(pc.NameStaff(staff=tuple(Staff(post=post, person="a") for post in (Post.HEAD, Post.LIAISON)))),
        ),
    ),
    "a rota without a day": (no.DayNamedTwice, (establish(), rota())),
    "a rota that names a day twice": (no.DayNamedTwice, (establish(), rota((1, "d1"), (1, "d2")))),
    "one have looked at twice and one not at all": (
        no.HavesNotAllSix,
        (establish(), at(pc.CheckHaves(checks=(*YES[:5], YES[0])), HEAD)),
    ),
    "points for the office itself": (no.OfficeKeepsRegulations, (REGISTER, assess(*SCORES))),
    "points from whoever acts for the place": (
        no.AssessesOwnPlace,
        (establish(), assess(*SCORES, by=person("x", Role.SUPERVISOR, "S-1"))),
    ),
    "points above the weight": (no.ScoresDoNotFit, (establish(), assess(OVER, *SCORES[1:]))),
    "points below nought": (no.ScoresDoNotFit, (establish(), assess(UNDER, *SCORES[1:]))),
    "one item twice": (no.ScoresDoNotFit, (establish(), assess(*SCORES, SCORES[0]))),
    "a repealed regulation revised": (
        no.NoSuchRegulation,
        (REGISTER, ISSUED, REPEALED, at(pc.ReviseRegulation(regulation=1))),
    ),
    "a regulation repealed twice": (no.NoSuchRegulation, (REGISTER, ISSUED, REPEALED, REPEALED)),
    "a revision that takes another's title": (
        no.RegulationListed,
        (REGISTER, ISSUED, OTHER_ISSUED, at(pc.ReviseRegulation(regulation=2, title="《学习制度》"))),
    ),
}


@pytest.mark.parametrize(("rule", "steps"), REFUSED.values(), ids=REFUSED.keys())
def test_what_may_not_be_is_refused_by_its_own_rule(rule: type[Refused], steps: tuple[Step, ...]) -> None:
    after(*steps[:-1])
    with pytest.raises(rule):
        asked(*steps)


def test_the_head_of_a_home_acts_for_its_stations_and_for_no_others() -> None:
    named = at(pc.Change(name="新站"), HOME_HEAD)
    assert asked(establish(home="H-1"), named) == (pe.Changed(name="新站"),)
    with pytest.raises(no.PlaceNotOwn):
        asked(establish(home="H-2"), named)


def test_a_change_leaves_what_it_does_not_name() -> None:
    place = after(establish(address="一号路1号", hours="每月十日"), at(pc.Change(hours="每周三")))
    assert (place.name, place.address, place.hours) == ("一号站", "一号路1号", "每周三")


def test_a_closed_place_keeps_its_two_days() -> None:
    [closed] = asked(establish(), at(pc.Close(reason=NOTE, proof="ab" * 32)))
    assert closed == pe.Closed(reason=NOTE, proof="ab" * 32)
    place = after(establish(), at(pc.Close(reason=NOTE)))
    assert (place.stage, place.opened_on, place.closed_on) == (Stage.CLOSED, date(2026, 1, 5), date(2026, 3, 10))


def test_the_same_staff_is_no_event() -> None:
    assert asked(establish(), STAFFED, STAFFED) == ()
    assert after(establish(), STAFFED).staff == (Staff(post=Post.HEAD, person="office-1"),)


def test_a_rota_replaces_the_days_it_names_and_keeps_the_others_in_order() -> None:
    first = rota((8, "d1"), (1, "d1"))
    place = after(establish(), first, rota((8, "d2"), (3, "d3")))
    assert [(turn.on.day, *turn.deputies) for turn in place.rota] == [(1, "d1"), (3, "d3"), (8, "d2")]
    assert asked(establish(), first, rota((1, "d1"))) == ()


def test_a_place_has_its_six_haves_as_it_was_last_looked_at() -> None:
    all_six, lacking = (
        at(pc.CheckHaves(checks=checks), HEAD) for checks in (YES, (*YES[:5], Check(have=Have.FILES, met=False)))
    )
    assert not after(establish()).six_haves
    assert after(establish(), lacking, all_six).six_haves
    assert not after(establish(), all_six, lacking).six_haves
    assert [look.met for look in after(establish(), all_six, lacking).haves] == [6, 5]


def test_an_assessment_is_kept_with_its_sum_and_the_edition_it_was_given_by() -> None:
    half = tuple(Score(item=score.item, points=score.points // 2) for score in SCORES)
    [found] = after(establish(), assess(*half)).assessments
    assert (found.period, found.edition) == ("2026", WORK.edition)
    assert found.total == sum(score.points for score in half) < 100
    assert after(establish(), assess(*SCORES)).assessments[0].total == 100


def test_a_notice_is_numbered_dated_and_taken_down_once() -> None:
    down = at(pc.TakeDownNotice(notice=1), HEAD)
    board = after(establish(), POSTED, POSTED, down).board
    assert [(n.notice, n.on, n.until, n.taken_down) for n in board] == [
        (1, date(2026, 3, 2), date(2026, 3, 10), True),
        (2, date(2026, 3, 2), date(2026, 3, 10), False),
    ]
    assert asked(establish(), POSTED, down, down) == ()


def test_a_revision_counts_up_and_keeps_the_title_where_it_says_none() -> None:
    again = at(pc.ReviseRegulation(regulation=1), OFFICE, "2026-05-06T09:00")
    renamed = at(pc.ReviseRegulation(regulation=1, title="代表学习制度"), OFFICE, "2026-06-06T09:00")
    [once] = after(REGISTER, ISSUED, again).regulations
    assert (once.title, once.version, once.issued_on, once.revised_on) == (
        "学习制度",
        2,
        date(2026, 3, 10),
        date(2026, 5, 6),
    )
    [twice] = after(REGISTER, ISSUED, again, renamed).regulations
    assert (twice.title, twice.version, twice.in_force) == ("代表学习制度", 3, True)


def test_a_repealed_regulation_frees_its_title_and_not_its_number() -> None:
    [event] = asked(REGISTER, ISSUED, REPEALED)
    assert event == pe.RegulationRepealed(regulation=1, reason=NOTE)
    known = after(REGISTER, ISSUED, OTHER_ISSUED, REPEALED, ISSUED).regulations
    assert [(r.regulation, r.title, r.in_force) for r in known] == [
        (1, "学习制度", False),
        (2, "小组活动制度", True),
        (3, "学习制度", True),
    ]
