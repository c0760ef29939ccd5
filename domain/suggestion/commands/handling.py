"""Handing it over and handling it."""

from dataclasses import dataclass
from datetime import date

from domain.shared.identity import LegalBasis, Method, UnitCode
from domain.shared.sealed import Sealed
from domain.suggestion.particulars import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """One handling unit and its part."""

    unit: UnitCode
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """交办: hand the case to the units that must handle it."""

    assignments: tuple[Assign, ...]
    reason: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """签收: take the assignment in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReturn:
    """申请退回: object that the case is not this unit's."""

    reason: Sealed
    basis: LegalBasis
    suggested_unit: UnitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptReturn:
    """同意退回. `unit` names the request when several wait."""

    unit: UnitCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseReturn:
    """不同意退回: the unit goes on and may not ask again."""

    reason: Sealed
    unit: UnitCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """联系沟通: the handler spoke with whoever brought the suggestion."""

    method: Method
    outcome: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """进展."""

    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOpinion:
    """协办意见: a co-handler's part, for the lead."""

    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectOpinion:
    """退回重提: the lead asks for an empty opinion again, once. `unit` names the co-handler when there are several."""

    reason: Sealed
    unit: UnitCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtension:
    """申请延期, before the last day has passed."""

    until: date
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantExtension:
    """同意延期, to the day asked for or an earlier one."""

    until: date | None = None
    unit: UnitCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseExtension:
    """不同意延期."""

    reason: Sealed
    unit: UnitCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalculateDeadline:
    """期限重算, once a provisional year's calendar is announced."""
