"""Personal text is sealed here, between a decision and its record, and nowhere else."""

from collections.abc import Sequence
from typing import cast

from application.ports import Append, Keeper, ToSeal
from application.primitives import replaced, sealed_in
from domain.shared.identity import SuggestionId
from domain.shared.people import Role
from domain.shared.sealed import Plain, Sealed
from domain.shared.stamp import Stamp
from domain.suggestion import events

VOTER, OFFICE = "voter", "office"
_VOTERS_WORDS = (events.Received, events.Corrected, events.Evaluated, events.Withdrawn)


def subject_of(event: events.Event, stamp: Stamp) -> str:
    """Whose words an event carries: forgetting the voter must not blank the office's own answer."""
    voters = isinstance(event, _VOTERS_WORDS) or stamp.by.role is Role.VOTER
    return VOTER if voters else OFFICE


def sealed(batch: Sequence[Append], keeper: Keeper) -> tuple[Append, ...]:
    """Return the batch with every plain text sealed, all keys made durable in one go."""
    wanted = [want for append in batch for entry in append.entries for want in _wanted(append.case, *entry)]
    tokens = dict(zip((id(w.text) for w in wanted), keeper.seal(wanted), strict=True)) if wanted else {}

    def seal(text: Plain) -> Sealed:
        return tokens[id(text)]

    return tuple(
        Append(
            case=append.case,
            after_version=append.after_version,
            entries=tuple((cast(events.Event, replaced(e, seal)), stamp) for e, stamp in append.entries),
            fingerprint=append.fingerprint,
        )
        for append in batch
    )


def _wanted(case: SuggestionId, event: events.Event, stamp: Stamp) -> list[ToSeal]:
    subject = subject_of(event, stamp)
    return [
        ToSeal(case=case, subject=subject, field=field, text=text)
        for field, text in sealed_in(event)
        if isinstance(text, Plain)
    ]
