"""The office's own weights for homes and stations, and its formula for the five-good, as dated editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.shared.identity import PolicyEdition


class Item(StrEnum):
    """考核: what a home or station is given points for."""

    SIX_HAVES = "six_haves"
    """六有."""
    REGULARITY = "regularity"
    """接待经常化."""
    INTAKE = "intake"
    """收集与及时转办."""
    SOLVING = "solving"
    """办成与反馈."""
    DUTY = "duty"
    """代表履职活动."""
    HONESTY = "honesty"
    """数据真实: no high red flag."""


class Good(StrEnum):
    """五好, in the order of the office's own notice."""

    DISCIPLINE = "discipline"
    """遵纪守法好."""
    COUNSEL = "counsel"
    """建言献策好."""
    DEVELOPMENT = "development"
    """服务发展好."""
    PEOPLE = "people"
    """心系民生好."""
    ACTION = "action"
    """干事创业好."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """One line of the formula: so many points for each act of a kind, up to a cap, counted to one of the five."""

    good: Good
    act: str
    points: int
    cap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactWork:
    """One edition, in force from `effective_on` until the next."""

    edition: PolicyEdition
    effective_on: date
    items: Mapping[Item, int]
    """The most points each item of the assessment can bring; together 100."""
    formula: tuple[Weight, ...]
    announce_days: int
    """Calendar days before a reception by which it must be announced."""
    summary_working_days: int
    """Working days after a reception within which it must be summed up."""


def edition_on(editions: Sequence[ContactWork], day: date) -> ContactWork:
    """The edition of a day; the oldest where none was in force yet."""
    known = sorted(editions, key=lambda e: e.effective_on)
    past = [e for e in known if e.effective_on <= day]
    return past[-1] if past else known[0]
