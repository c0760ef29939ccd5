"""What the office knows of a place: the fold of its history."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from domain.places import events
from domain.places.particulars import Check, Paper, PlaceKind, Staff, Turn
from domain.shared.identity import OrgCode, PolicyEdition, PublicName, PublicText
from domain.shared.stamp import Stamp


class Stage(StrEnum):
    """Where a place stands."""

    UNKNOWN = "unknown"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HavesOn:
    """The six haves as they were found on a day."""

    on: date
    checks: tuple[Check, ...]

    @property
    def met(self) -> int:
        """How many of the six there were."""
        return sum(check.met for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assessment."""

    period: PublicName
    edition: PolicyEdition
    total: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardNotice:
    """One notice on the board."""

    notice: int
    title: PublicName
    text: PublicText
    on: date
    until: date | None
    taken_down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """One regulation, whatever its versions."""

    regulation: int
    title: PublicName
    version: int
    issued_on: date
    revised_on: date | None
    paper: Paper
    in_force: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One home, station, or the office."""

    stage: Stage = Stage.UNKNOWN
    version: int = 0
    last_at: datetime | None = None
    kind: PlaceKind | None = None
    code: OrgCode | None = None
    name: PublicName | None = None
    township: OrgCode | None = None
    home: OrgCode | None = None
    address: PublicText | None = None
    hours: PublicText | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    staff: tuple[Staff, ...] = ()
    rota: tuple[Turn, ...] = ()
    haves: tuple[HavesOn, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    board: tuple[BoardNotice, ...] = ()
    regulations: tuple[Regulation, ...] = ()

    @property
    def six_haves(self) -> bool:
        """Whether all six were there when last looked at."""
        return bool(self.haves) and self.haves[-1].met == len(self.haves[-1].checks)


INITIAL = Place()


def evolve(state: Place, event: events.Event, stamp: Stamp) -> Place:
    """Return the state after one more event. It never refuses."""
    return replace(_moved(state, event, stamp), version=state.version + 1, last_at=stamp.at)


def _moved(state: Place, event: events.Event, stamp: Stamp) -> Place:
    match event:
        case events.Established():
            told = {n: getattr(event, n) for n in ("kind", "code", "name", "township", "home", "address", "hours")}
            return replace(state, stage=Stage.OPEN, opened_on=stamp.occurred_on, **told)
        case events.Changed():
            new = {n: getattr(event, n) for n in ("name", "address", "hours", "home")}
            return replace(state, **{n: value for n, value in new.items() if value is not None})
        case events.StaffNamed():
            return replace(state, staff=event.staff)
        case events.RotaSet():
            named = {turn.on for turn in event.turns}
            kept = [turn for turn in state.rota if turn.on not in named]
            return replace(state, rota=tuple(sorted([*kept, *event.turns], key=lambda turn: turn.on)))
        case events.HavesChecked():
            return replace(state, haves=(*state.haves, HavesOn(on=stamp.occurred_on, checks=event.checks)))
        case events.Assessed():
            return replace(state, assessments=(*state.assessments, _assessment(event, stamp)))
        case events.NoticePosted() | events.NoticeTakenDown():
            return replace(state, board=_board(state, event, stamp))
        case events.RegulationIssued() | events.RegulationRevised() | events.RegulationRepealed():
            return replace(state, regulations=_register(state, event, stamp))
        case events.Closed():
            return replace(state, stage=Stage.CLOSED, closed_on=stamp.occurred_on)
        case _:
            assert_never(event)


def _assessment(event: events.Assessed, stamp: Stamp) -> Assessment:
    return Assessment(period=event.period, edition=event.edition, total=event.total, on=stamp.occurred_on)


def _board(state: Place, event: events.NoticePosted | events.NoticeTakenDown, stamp: Stamp) -> tuple[BoardNotice, ...]:
    if isinstance(event, events.NoticeTakenDown):
        return tuple(replace(n, taken_down=True) if n.notice == event.notice else n for n in state.board)
    new = BoardNotice(notice=event.notice, title=event.title, text=event.text, on=stamp.occurred_on, until=event.until)
    return (*state.board, new)


def _register(
    state: Place,
    event: events.RegulationIssued | events.RegulationRevised | events.RegulationRepealed,
    stamp: Stamp,
) -> tuple[Regulation, ...]:
    if isinstance(event, events.RegulationIssued):
        new = Regulation(
            regulation=event.regulation,
            title=event.title,
            version=1,
            issued_on=stamp.occurred_on,
            revised_on=None,
            paper=event.paper,
        )
        return (*state.regulations, new)
    return tuple(_renewed(r, event, stamp) if r.regulation == event.regulation else r for r in state.regulations)


def _renewed(
    known: Regulation, event: events.RegulationRevised | events.RegulationRepealed, stamp: Stamp
) -> Regulation:
    if isinstance(event, events.RegulationRepealed):
        return replace(known, in_force=False)
    return replace(known, title=event.title, version=event.version, revised_on=stamp.occurred_on, paper=event.paper)
