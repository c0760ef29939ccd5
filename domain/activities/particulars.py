"""Words and small facts that the commands and events of activities share."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.shared.identity import ActorId, ContactId, OrgCode, PublicName


class Kind(StrEnum):
    """What an activity is."""

    RECEPTION = "reception"
    """代表接待日."""
    VISIT = "visit"
    """走访: deputies go to voters' homes."""
    ASSISTANCE = "assistance"
    """帮扶: deputies help people in need."""
    GROUP = "group"
    """代表小组活动."""
    TRAINING = "training"
    """学习培训."""
    INSPECTION = "inspection"
    """视察、调研、执法检查."""
    CONTACT = "contact"
    """两联系: standing-committee members contact deputies."""
    MEETING = "meeting"
    """会议."""


class Inspection(StrEnum):
    """How deputies look at the work of others."""

    VIEW = "view"
    """视察."""
    SURVEY = "survey"
    """调研."""
    ENFORCEMENT = "enforcement"
    """执法检查."""


class Training(StrEnum):
    """Where a class is held and for whom."""

    AWAY = "away"
    """外出参加代表履职能力提升培训班."""
    CITY = "city"
    """市级人大代表履职培训班."""
    LOCAL = "local"
    """本级举办的省、市、区三级代表和人大干部培训班."""
    STUDY = "study"
    """平时学习: at a home or station."""


class Capacity(StrEnum):
    """As what somebody took part."""

    DEPUTY = "deputy"
    MEMBER = "member"
    """常委会组成人员."""
    STAFF = "staff"
    """人大干部."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """One person who took part."""

    person: ActorId
    capacity: Capacity = Capacity.DEPUTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What is to take place: what, where, when, and who hosts it."""

    kind: Kind
    title: PublicName
    starts_at: datetime
    ends_at: datetime
    place: OrgCode | None = None
    hosts: tuple[ActorId, ...] = ()
    group: ContactId | None = None
    inspection: Inspection | None = None
    training: Training | None = None
