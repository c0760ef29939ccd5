"""decide(): what happens when somebody asks something of a place. Pure; raises `Refused` or returns the events."""

from typing import assert_never

from domain.places import authority, commands, events, lifecycle, refusals
from domain.places.particulars import Have, Paper, PlaceKind, Post, title_key
from domain.places.state import Place, Regulation
from domain.policies.contact_work import ContactWork
from domain.shared.acting import admit
from domain.shared.identity import PublicName
from domain.shared.people import OFFICE, Role
from domain.shared.stamp import Stamp

Events = tuple[events.Event, ...]


def decide(command: commands.Command, state: Place, *, stamp: Stamp, work: ContactWork) -> Events:
    """Return the events that follow; none if the intent already holds. Raises a `Refused`."""
    admit(
        type(command),
        state.stage,
        stamp,
        may=authority.MAY,
        legal=lifecycle.LEGAL,
        otherwise=refusals.PlaceNotAtThisStage,
    )
    at_station = stamp.by.role in (Role.CLERK, Role.STATION_HEAD) and stamp.by.org != OFFICE
    if at_station and stamp.by.org not in (state.code, state.home):
        raise refusals.PlaceNotOwn()
    if isinstance(command, commands.Regulating):
        return _regulate(command, state)
    return _follows(command, state, stamp, work)


def _follows(command: commands.Running, state: Place, stamp: Stamp, work: ContactWork) -> Events:
    match command:
        case commands.Establish():
            return _establish(command)
        case commands.Change():
            return _change(command, state)
        case commands.NameStaff():
            return _name_staff(command, state)
        case commands.SetRota():
            return _set_rota(command, state)
        case commands.CheckHaves():
            return _check(command)
        case commands.Assess():
            return _assess(command, state, stamp, work)
        case commands.PostNotice():
            new = len(state.board) + 1
            return (events.NoticePosted(notice=new, title=command.title, text=command.text, until=command.until),)
        case commands.TakeDownNotice():
            return _take_down(command, state)
        case commands.Close():
            return (events.Closed(reason=command.reason, proof=command.proof),)
        case _:
            assert_never(command)


def _regulate(command: commands.Regulating, state: Place) -> Events:
    match command:
        case commands.IssueRegulation():
            return _issue(command, state)
        case commands.ReviseRegulation():
            return _revise(command, state)
        case commands.RepealRegulation():
            known = _in_force(state, command.regulation)
            return (events.RegulationRepealed(regulation=known.regulation, reason=command.reason),)
        case _:
            assert_never(command)


def _establish(command: commands.Establish) -> Events:
    if command.kind is not PlaceKind.OFFICE and command.township is None:
        raise refusals.PlaceWithoutTownship("township")
    return (
        events.Established(
            kind=command.kind,
            code=command.code,
            name=command.name,
            township=command.township,
            home=command.home,
            address=command.address,
            hours=command.hours,
        ),
    )


def _change(command: commands.Change, state: Place) -> Events:
    said = {n: getattr(command, n) for n in ("name", "address", "hours", "home") if getattr(command, n) is not None}
    if not said:
        raise refusals.NothingChanges("name")
    if all(getattr(state, n) == value for n, value in said.items()):
        return ()
    return (events.Changed(**said),)


def _name_staff(command: commands.NameStaff, state: Place) -> Events:
    people = [one.person for one in command.staff]
    heads = sum(one.post is Post.HEAD for one in command.staff)
    if len(set(people)) != len(people) or heads > 1:
        raise refusals.PostHeldTwice("staff")
    return () if command.staff == state.staff else (events.StaffNamed(staff=command.staff),)


def _set_rota(command: commands.SetRota, state: Place) -> Events:
    days = [turn.on for turn in command.turns]
    if not days or len(set(days)) != len(days) or not all(turn.deputies for turn in command.turns):
        raise refusals.DayNamedTwice("turns")
    return () if set(command.turns) <= set(state.rota) else (events.RotaSet(turns=command.turns),)


def _check(command: commands.CheckHaves) -> Events:
    if sorted(check.have for check in command.checks) != sorted(Have):
        raise refusals.HavesNotAllSix("checks")
    if any(check.met and check.proof is None for check in command.checks):
        raise refusals.HaveWithoutProof("checks")
    return (events.HavesChecked(checks=command.checks),)


def _assess(command: commands.Assess, state: Place, stamp: Stamp, work: ContactWork) -> Events:
    if state.kind is PlaceKind.OFFICE:
        raise refusals.OfficeKeepsRegulations()
    if stamp.by.org == state.code or stamp.by.id in [one.person for one in state.staff]:
        raise refusals.AssessesOwnPlace()
    given = {score.item: score.points for score in command.scores}
    whole = given.keys() == work.items.keys() and len(command.scores) == len(given)
    if not whole or any(not 0 <= points <= work.items[item] for item, points in given.items()):
        raise refusals.ScoresDoNotFit("scores")
    total = sum(given.values())
    return (events.Assessed(period=command.period, edition=work.edition, scores=command.scores, total=total),)


def _take_down(command: commands.TakeDownNotice, state: Place) -> Events:
    known = next((n for n in state.board if n.notice == command.notice), None)
    if known is None:
        raise refusals.NoSuchNotice("notice")
    return () if known.taken_down else (events.NoticeTakenDown(notice=command.notice),)


def _issue(command: commands.IssueRegulation, state: Place) -> Events:
    if state.kind is not PlaceKind.OFFICE:
        raise refusals.OfficeKeepsRegulations()
    _title_free(command.title, state, None)
    new = len(state.regulations) + 1
    return (events.RegulationIssued(regulation=new, title=command.title, paper=command.paper or Paper()),)


def _revise(command: commands.ReviseRegulation, state: Place) -> Events:
    known = _in_force(state, command.regulation)
    title = command.title or known.title
    _title_free(title, state, known)
    return (
        events.RegulationRevised(
            regulation=known.regulation, version=known.version + 1, title=title, paper=command.paper or Paper()
        ),
    )


def _title_free(title: PublicName, state: Place, but: Regulation | None) -> None:
    others = [r for r in state.regulations if r.in_force and r is not but]
    if title_key(title) in [title_key(r.title) for r in others]:
        raise refusals.RegulationListed("title")


def _in_force(state: Place, number: int) -> Regulation:
    known = next((r for r in state.regulations if r.regulation == number and r.in_force), None)
    if known is None:
        raise refusals.NoSuchRegulation("regulation")
    return known
