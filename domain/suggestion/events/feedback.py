"""What people said of the answer."""

from dataclasses import dataclass
from datetime import date

from domain.shared.identity import Digest, Method
from domain.shared.sealed import Sealed
from domain.suggestion.events.handling import Assigned
from domain.suggestion.particulars import Finding, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """Voter or deputy judged the handling and what came of it 评价."""

    attitude: Grade
    result: Grade
    method: Method
    text: Sealed | None = None
    proof: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationLapsed:
    """The window and the reminder passed in silence 逾期未评. Silence is not satisfaction."""

    for_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReworkOrdered:
    """The office had the matter handled again 再次办理, as round `round`."""

    round: int
    assignments: tuple[Assigned, ...]
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class JointReviewHeld:
    """The parties met after the second dissatisfaction and it was decided 会商."""

    parties: Sealed
    finding: Sealed
    decision: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotChecked:
    """Somebody went and looked 抽查回访."""

    finding: Finding
    note: Sealed | None = None
