"""What a clerk has begun to write down and not registered yet: theirs alone, sealed, and never kept for long."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from application.ports import Clock, Keeper, ToSeal
from application.sealing import VOTER
from domain.shared.identity import ActorId, SuggestionId
from domain.shared.sealed import Sealed, plain

KEPT = timedelta(days=30)
FIELD = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One draft of a registration; `words` by the names of the form's fields."""

    id: UUID
    saved_at: datetime
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedDraft:
    """A draft as it is stored."""

    id: UUID
    saved_at: datetime
    words: Sealed


class DraftStore(Protocol):
    """Keeps sealed drafts by whose they are."""

    def put(self, draft: SealedDraft, actor: ActorId) -> None:
        """Keep a draft, in place of its earlier state; another person's is left alone."""

    def of(self, actor: ActorId) -> Sequence[SealedDraft]:
        """A person's drafts, the latest first."""

    def drop(self, draft: UUID, actor: ActorId) -> None:
        """Forget a draft."""

    def drop_saved_before(self, moment: datetime) -> None:
        """Forget every draft that was last saved before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """Keeps what was begun. The key that seals a draft is the voter's of a case that will never be."""

    store: DraftStore
    keeper: Keeper
    clock: Clock

    def save(self, draft: UUID, actor: ActorId, words: Mapping[str, str]) -> None:
        """Keep the words of a form; those that grew old are forgotten meanwhile. Raises `WordsUnusable`."""
        now = self.clock.now()
        self.store.drop_saved_before(now - KEPT)
        text = plain(json.dumps({name: value for name, value in words.items() if value}, ensure_ascii=False))
        [sealed] = self.keeper.seal([ToSeal(case=SuggestionId(draft), subject=VOTER, field=FIELD, text=text)])
        self.store.put(SealedDraft(id=draft, saved_at=now, words=sealed), actor)

    def of(self, actor: ActorId) -> list[Draft]:
        """A person's own drafts, the latest first."""
        found = self.store.of(actor)
        opened = self.keeper.open_many([(SuggestionId(one.id), FIELD, one.words) for one in found])
        return [
            Draft(id=one.id, saved_at=one.saved_at, words=json.loads(text))
            for one, text in zip(found, opened, strict=True)
            if text is not None
        ]

    def find(self, draft: UUID, actor: ActorId) -> Draft | None:
        """One of a person's own drafts."""
        return next((one for one in self.of(actor) if one.id == draft), None)

    def discard(self, draft: UUID, actor: ActorId) -> None:
        """Forget a draft: it was registered, or is not wanted any more."""
        self.store.drop(draft, actor)
