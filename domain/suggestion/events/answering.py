"""How it was answered, and what became of the promises."""

from dataclasses import dataclass
from datetime import date

from domain.shared.identity import Digest, DocumentNumber, LegalBasis, Method, UnitCode
from domain.shared.sealed import Sealed
from domain.suggestion.events.intake import Imported
from domain.suggestion.particulars import Evidence, Outcome, Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """承诺事项: commitment no. `number` of the case, to be kept by the end of `due_on`."""

    number: int
    text: Sealed
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """★ The matter was answered 答复.

    Stored as `suggestion.answered.v1`. `unit` is None for an answer given on the spot or found in an old ledger;
    `outcome` is None only in the latter, which does not say.
    """

    text: Sealed
    outcome: Outcome | None = None
    unit: UnitCode | None = None
    signatory: Sealed | None = None
    document_number: DocumentNumber | None = None
    basis: LegalBasis | None = None
    commitments: tuple[Committed, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    imported: Imported | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSentBack:
    """The office sent the answer back 退回答复."""

    reason: Sealed
    unit: UnitCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDelivered:
    """The answer was handed to voter or deputy 送达, or an attempt failed (`reached` is False)."""

    to: Recipient
    method: Method
    proof: Digest | None = None
    reached: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentKept:
    """A promise was kept 承诺兑现."""

    commitment: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRescheduled:
    """A promise got a later day 承诺改期; `before` is the day it replaced."""

    commitment: int
    before: date
    due_on: date
    reason: Sealed
