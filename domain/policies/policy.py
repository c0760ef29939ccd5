"""The office's own rules as one dated, versioned value. A new edition never rewrites an old deadline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.policies.period import Period
from domain.policies.working_days import Calendar
from domain.shared.identity import PolicyEdition, Retention, UnitCode


class Track(StrEnum):
    """办理轨道: the road a suggestion takes, each with its own clock."""

    ON_THE_SPOT = "T1"
    """当场答复."""
    TOWNSHIP = "T2"
    """镇街办理."""
    DEPARTMENT = "T3"
    """部门交办."""
    FORMAL = "T4"
    """转代表建议: a formal deputy suggestion (代表法 51)."""
    REDIRECTED = "T5"
    """分流告知: not for this office; the voter is told the way."""


class Urgency(StrEnum):
    """紧急程度, an overlay on the track."""

    DANGER = "U1"
    """特急: danger to life."""
    URGENT = "U2"
    """紧急: water, power, gas, heat."""
    ORDINARY = "U3"
    COMPLEX = "U4"
    """疑难复杂: full clock and an interim report."""


class Level(StrEnum):
    """督办 level, in rising order. L0 is no supervision."""

    NONE = "L0"
    REMINDER = "L1"
    """催办单."""
    YELLOW = "L2"
    """黄牌."""
    RED = "L3"
    """红牌."""
    KEY = "L4"
    """重点督办, decided by the chairpersons' meeting (代表法 52)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRules:
    """One track's clocks."""

    reply: Period
    rework: Period
    retention: Retention
    strictness: int
    """1 answers soonest; a case merges only into a lead that is at least as strict."""
    extension: Period | None = None
    """The longest extension, counted from the day it would begin: the pinned last day."""
    total: Period | None = None
    """The longest time in all, counted from the transfer."""
    extensions: int = 0
    contact: Period | None = None
    opinion: Period | None = None
    remind_before: int = 3
    """Working days before the last day at which the handler is reminded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One edition of the office's rules, in force from `effective_on` until the next."""

    edition: PolicyEdition
    effective_on: date
    default_track: Track
    tracks: Mapping[Track, TrackRules]
    urgent_reply: Mapping[Urgency, Period]
    supervision_response: Mapping[Level, Period]
    triage_and_transfer: Period
    sign: Period
    return_objection: Period
    return_ruling: Period
    redo_opinion: Period
    deliver: Period
    evaluation: Period
    evaluation_grace: Period
    """The time a voter still has once reminded to judge."""
    interim_report: Period
    late_entry: Period
    reopen: Period
    yellow_after: int
    """Working days after the last day at which an unanswered case gets a yellow card (L2)."""
    red_after: int
    """Working days after the last day at which it gets a red card (L3)."""
    red_at_yellows: int
    """The yellow card of a case, counted from 1, that brings the red one with it."""
    rework_rounds: int
    unreachable_attempts: int
    unreachable_days: int
    catalogue: frozenset[UnitCode] = frozenset()
    """派单目录: the units that may be assigned; empty where the office keeps none."""

    def reply(self, track: Track, urgency: Urgency) -> Period:
        """The answering clock of a track; danger and cut-off supply shorten the township's and department's."""
        if track in (Track.TOWNSHIP, Track.DEPARTMENT) and urgency in self.urgent_reply:
            return self.urgent_reply[urgency]
        return self.tracks[track].reply


@dataclass(frozen=True, slots=True)
class Rules:
    """What a decision is made by: the policy in force that day and the calendar as known."""

    policy: Policy
    calendar: Calendar


class NoPolicyInForce(LookupError):
    """No edition of the office's rules was in force on the day."""


def in_force(editions: Sequence[Policy], on: date) -> Policy:
    """Return the edition in force on a day. Raises `NoPolicyInForce`."""
    past = [p for p in editions if p.effective_on <= on]
    if not past:
        raise NoPolicyInForce(f"no policy in force on {on}")
    return max(past, key=lambda p: p.effective_on)
