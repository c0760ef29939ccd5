"""Stored name ↔ event class: the only such list. A stored name is for ever; a class may move."""

from application.ports import AnyEvent
from application.verbs import full_name
from domain.contact.nouns import OF_EVENT
from domain.suggestion import events

VERSIONS: dict[type[AnyEvent], int] = {}
"""Events whose stored shape has changed since v1, with their current version; `upcasters.py` lifts the old ones."""

_OF_CASES: tuple[type[AnyEvent], ...] = tuple(
    cls
    for group in (
        events.Intake,
        events.Handling,
        events.Supervision,
        events.Answering,
        events.Feedback,
        events.Closing,
    )
    for cls in group.__args__
)
CLASSES: dict[str, type[AnyEvent]] = {
    f"{full_name(cls)}.v{VERSIONS.get(cls, 1)}": cls for cls in (*_OF_CASES, *OF_EVENT)
}
NAMES: dict[type[AnyEvent], str] = {cls: name for name, cls in CLASSES.items()}
