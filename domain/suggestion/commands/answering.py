"""Answering, telling the answer, and keeping its promises."""

from dataclasses import dataclass, field
from datetime import date

from domain.shared.found_out import BY_DESK
from domain.shared.identity import Digest, DocumentNumber, LegalBasis, Method, UnitCode
from domain.shared.sealed import Sealed
from domain.suggestion.particulars import Evidence, Outcome, Promise, Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """答复."""

    outcome: Outcome
    text: Sealed
    signatory: Sealed | None = None
    document_number: DocumentNumber | None = None
    basis: LegalBasis | None = None
    commitments: tuple[Promise, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack:
    """退回答复: the answer is empty or beside the point. `unit` names whose, when several answered."""

    reason: Sealed
    unit: UnitCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver:
    """送达. `reached` is False for an attempt that found nobody."""

    to: Recipient
    method: Method
    proof: Digest | None = None
    reached: bool = True
    lead_answered: bool = field(default=False, metadata=BY_DESK)
    """For a merged case: its lead has been answered. The desk looks it up; no caller sets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepCommitment:
    """承诺兑现. `commitment` is its number in the case."""

    commitment: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RescheduleCommitment:
    """承诺改期."""

    commitment: int
    due_on: date
    reason: Sealed
