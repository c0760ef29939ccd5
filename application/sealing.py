"""Personal text is sealed here, between a decision and its record, and nowhere else."""

from collections.abc import Sequence
from typing import cast

from application.ports import AnyEvent, Append, Keeper, StreamId, ToSeal
from application.primitives import replaced, sealed_in
from domain.activities import events as activities
from domain.deputies import events as deputies
from domain.shared.people import Role
from domain.shared.sealed import Plain, Sealed
from domain.shared.stamp import Stamp
from domain.suggestion import events

VOTER, OFFICE, DEPUTY = "voter", "office", "deputy"
_VOTERS_WORDS = (
    events.Received,
    events.Corrected,
    events.Evaluated,
    events.Withdrawn,
    activities.HouseholdVisited,
    activities.AssistanceGiven,
)
_DEPUTYS_WORDS = (deputies.Registered, deputies.Corrected)


def subject_of(event: AnyEvent, stamp: Stamp) -> str:
    """Whose words an event carries: forgetting the voter must not blank the office's own answer."""
    if isinstance(event, _DEPUTYS_WORDS):
        return DEPUTY
    voters = isinstance(event, _VOTERS_WORDS) or stamp.by.role is Role.VOTER
    return VOTER if voters else OFFICE


def sealed(batch: Sequence[Append], keeper: Keeper) -> Sequence[Append]:
    """Return the batch with every plain text sealed, all keys made durable in one go."""
    wanted = texts(batch)
    return with_tokens(batch, wanted, keeper.seal(wanted)) if wanted else batch


def texts(batch: Sequence[Append]) -> Sequence[ToSeal]:
    """The plain texts of a batch, which must not be recorded as they are."""
    return [want for append in batch for entry in append.entries for want in _wanted(append.case, *entry)]


def with_tokens(batch: Sequence[Append], wanted: Sequence[ToSeal], made: Sequence[Sealed]) -> Sequence[Append]:
    """Return the batch with the tokens that were made of its texts in their stead."""
    tokens = {_place(w): token for w, token in zip(wanted, made, strict=True)}

    def entry(case: StreamId, event: AnyEvent, stamp: Stamp) -> tuple[AnyEvent, Stamp]:
        subject = subject_of(event, stamp)

        def seal(field: str, text: Plain) -> Sealed:
            return tokens[_place(ToSeal(case=case, subject=subject, field=field, text=text))]

        return cast(AnyEvent, replaced(event, seal)), stamp

    return [
        Append(
            case=append.case,
            after_version=append.after_version,
            entries=tuple(entry(append.case, event, stamp) for event, stamp in append.entries),
            fingerprint=append.fingerprint,
        )
        for append in batch
    ]


def _place(want: ToSeal) -> tuple[StreamId, str, str, Plain]:
    """A token belongs to its case, its subject and its field: the same words elsewhere have another."""
    return want.case, want.subject, want.field, want.text


def _wanted(case: StreamId, event: AnyEvent, stamp: Stamp) -> list[ToSeal]:
    subject = subject_of(event, stamp)
    return [
        ToSeal(case=case, subject=subject, field=field, text=text)
        for field, text in sealed_in(event)
        if isinstance(text, Plain)
    ]
