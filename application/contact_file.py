"""One place, deputy, group, selection or activity as the office knew it at any moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from application.access_log import AccessLog
from application.casefile import HistoryLine, Reading
from application.contact import known, noun_of, recorded_by
from application.contact_queries import ContactViews
from application.errors import NotFound
from application.ports import LATEST, Clock, ContactRecorded, EventLog, Keeper, Rulebook
from application.primitives import primitives, sealed_in
from application.verbs import full_name
from domain.activities.events import Planned
from domain.activities.particulars import Kind
from domain.contact.five_steps import Scored, five_steps
from domain.contact.nouns import ACTIVITY, Noun
from domain.contact.reading import READERS, reads
from domain.policies.contact_work import ContactWork
from domain.shared.identity import ContactId, SuggestionId
from domain.shared.people import Actor
from domain.shared.sealed import Sealed


class ContactFile:
    """Reads the contact work."""

    def __init__(
        self,
        *,
        log: EventLog,
        keeper: Keeper,
        clock: Clock,
        access: AccessLog,
        rulebook: Rulebook,
        views: ContactViews,
    ) -> None:
        self._log, self._keeper, self._clock, self._access = log, keeper, clock, access
        self._rulebook, self._views = rulebook, views

    def read(self, noun: Noun, stream: ContactId, actor: Actor, *, at: datetime | None = None) -> Reading:
        """Return it as known at an instant; as known now without one. Raises `NotFound`."""
        history, so_far = self._known(noun, stream, actor, at)
        state = known(noun, so_far)
        opened = self._opened(stream, sealed_in(state), actor)
        facts: dict[str, Any] = primitives(state, lambda _, token: opened.get(token))
        facts.pop("last_at")
        moment = (at or self._clock.now()).astimezone(self._clock.zone)
        facts |= {
            "id": str(stream),
            "position": so_far[-1].position,
            "known_at": moment.isoformat(),
            "is_current": len(so_far) == len(history),
        }
        return Reading(facts=facts, version=state.version)

    def shown(self, noun: Noun, streams: Sequence[ContactId]) -> dict[ContactId, Any]:
        """What everybody may know of these now: the states with their sealed words left sealed."""
        found = self._log.contact_histories(list(streams), LATEST) if streams else {}
        return {
            stream: known(noun, history) for stream, history in found.items() if history and noun_of(history) is noun
        }

    def work(self) -> ContactWork:
        """The office's weights and its formula in force today."""
        return self._rulebook.work_on(self._clock.now().date())

    def history(self, noun: Noun, stream: ContactId, actor: Actor, *, at: datetime | None = None) -> list[HistoryLine]:
        """Return the events known at an instant, oldest first. Raises `NotFound`."""
        _, so_far = self._known(noun, stream, actor, at)
        opened = self._opened(stream, [found for r in so_far for found in sealed_in(r.event)], actor)
        return [
            HistoryLine(
                version=r.version,
                position=r.position,
                event=full_name(type(r.event)),
                occurred_at=r.stamp.occurred_at,
                recorded_at=r.stamp.at,
                actor=r.stamp.by,
                data=primitives(r.event, lambda _, token: opened.get(token)),
            )
            for r in so_far
        ]

    def steps(self, activity: ContactId, actor: Actor, *, at: datetime | None = None) -> tuple[Scored, ...]:
        """Score the five steps of a reception day as known at an instant. Raises `NotFound` for anything else."""
        _, day = self._known(ACTIVITY, activity, actor, at)
        first = day[0].event
        if not isinstance(first, Planned) or first.programme.kind is not Kind.RECEPTION:
            raise NotFound()
        brought = [SuggestionId(case) for case in self._views.brought_to(activity)]
        histories = self._log.histories(brought, LATEST) if brought else {}
        cases = [[r for r in h if at is None or r.stamp.at <= at] for h in histories.values()]
        stamp = day[-1].stamp
        within = self._rulebook.rules(stamp).policy.triage_and_transfer
        work = self._rulebook.work_on(stamp.today)
        return five_steps(day, [c for c in cases if c], self._rulebook.calendar(), work, within)

    def _known(
        self, noun: Noun, stream: ContactId, actor: Actor, at: datetime | None
    ) -> tuple[Sequence[ContactRecorded], Sequence[ContactRecorded]]:
        history = self._log.contact_histories([stream], LATEST).get(stream, ())
        if not history or noun_of(history) is not noun or actor.role not in READERS:
            raise NotFound()
        so_far = recorded_by(history, at)
        if not so_far:
            raise NotFound()
        return history, so_far

    def _opened(
        self, stream: ContactId, tokens: Sequence[tuple[str, Sealed]], actor: Actor
    ) -> dict[Sealed, str | None]:
        allowed = [(field, token) for field, token in tokens if reads(actor, field)]
        private = [field for field, _ in allowed if field != "name"]
        if private:
            self._access.note(actor, stream, private, "contact")
        texts = self._keeper.open_many([(stream, field, token) for field, token in allowed])
        return {token: text for (_, token), text in zip(allowed, texts, strict=True)}
