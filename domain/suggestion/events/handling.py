"""How it was handed over and handled."""

from dataclasses import dataclass
from datetime import date

from domain.policies.deadlines import Due
from domain.policies.policy import Track, Urgency
from domain.shared.identity import LegalBasis, Method, UnitCode
from domain.shared.sealed import Sealed
from domain.suggestion.particulars import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """One unit's part and its own last day."""

    unit: UnitCode
    kind: Kind
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred:
    """★ The office handed the case to the units that must handle it 交办.

    Stored as `suggestion.transferred.v1`. The first transfer starts the case's clock; a return never stops it.
    `due` is the case's last day, each assignment has its own beside it.
    """

    assignments: tuple[Assigned, ...]
    track: Track
    urgency: Urgency
    due: Due
    reason: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFor:
    """The unit took the assignment in 签收."""

    unit: UnitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequested:
    """The unit objected that the case is not its own 申请退回."""

    unit: UnitCode
    reason: Sealed
    basis: LegalBasis
    suggested_unit: UnitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAccepted:
    """The office took the assignment back 同意退回."""

    unit: UnitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRefused:
    """The office ruled that the unit goes on 不同意退回."""

    unit: UnitCode
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposerContacted:
    """The handler spoke with whoever brought the suggestion 联系沟通."""

    unit: UnitCode
    method: Method
    outcome: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReported:
    """The handler reported how far it has come 进展."""

    unit: UnitCode
    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven:
    """A co-handler gave the lead its opinion 协办意见."""

    unit: UnitCode
    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRejected:
    """The lead asked for an empty opinion again 退回重提."""

    unit: UnitCode
    reason: Sealed
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequested:
    """A handler asked for time 申请延期."""

    unit: UnitCode
    until: date
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionGranted:
    """The office gave time 同意延期, to the last day `due`; `before` is the one it replaced."""

    unit: UnitCode
    before: date
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRefused:
    """The office gave no time 不同意延期."""

    unit: UnitCode
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalculated:
    """One last day, before and after. `unit` is None for the case's own."""

    unit: UnitCode | None = None
    before: Due
    after: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRecalculated:
    """Last days that rested on a provisional calendar were counted anew 期限重算."""

    changes: tuple[Recalculated, ...]
