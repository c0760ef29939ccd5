"""Words and small facts that commands and events share."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.shared.identity import ActorId, CategoryCode, Channel, Digest, StationCode
from domain.shared.sealed import Sealed


class Kind(StrEnum):
    """承办类别: a unit's part in the case."""

    LEAD = "lead"
    """主办: exactly one where units handle jointly."""
    CO = "co"
    """协办: gives the lead its opinion."""
    SEPARATE = "separate"
    """分办: two or more, each answers."""


class Outcome(StrEnum):
    """办理结果: the office's canonical classes; letters A–D are mapped by each office."""

    SOLVED = "solved"
    PLANNED = "planned"
    EXPLAINED = "explained"
    CANNOT = "cannot"


class Grade(StrEnum):
    """满意 / 基本满意 / 不满意."""

    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    DISSATISFIED = "dissatisfied"


class Recipient(StrEnum):
    """Who is told the answer."""

    VOTER = "voter"
    DEPUTY = "deputy"


class Finding(StrEnum):
    """What a spot check found."""

    SOLVED = "solved"
    PARTLY = "partly"
    NOT = "not"


class Subject(StrEnum):
    """What a reminder is about."""

    HANDLING = "handling"
    EVALUATION = "evaluation"
    INTERIM_REPORT = "interim_report"
    """阶段性报告: owed on a complex matter before the answer."""
    COMMITMENT = "commitment"
    """承诺事项: looked at each quarter until it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """选民: whoever brought the suggestion; every part is sealed."""

    name: Sealed | None = None
    phone: Sealed | None = None
    address: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What shows that something was done: an attachment by its digest, a description, or both."""

    sha256: Digest | None = None
    note: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """承诺事项: what will be done, and by which day."""

    text: Sealed
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The details put right; what is None stays as it was."""

    title: Sealed | None = None
    text: Sealed | None = None
    category: CategoryCode | None = None
    station: StationCode | None = None
    channel: Channel | None = None
    deputy: ActorId | None = None
    voter: Voter | None = None
