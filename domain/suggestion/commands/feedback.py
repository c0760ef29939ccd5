"""What people say of the answer."""

from dataclasses import dataclass, field
from datetime import date

from domain.shared.found_out import BY_DESK
from domain.shared.identity import Digest, Method
from domain.shared.sealed import Sealed
from domain.suggestion.particulars import Finding, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluate:
    """评价: how the matter was handled, and what came of it."""

    attitude: Grade
    result: Grade
    method: Method
    text: Sealed | None = None
    proof: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseEvaluation:
    """逾期未评: the window and the reminder have passed in silence."""

    for_day: date | None = field(default=None, metadata=BY_DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRework:
    """再次办理."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReview:
    """会商: the parties meet after the second dissatisfaction, and it is decided."""

    parties: Sealed
    finding: Sealed
    decision: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheck:
    """抽查回访."""

    finding: Finding
    note: Sealed | None = None
