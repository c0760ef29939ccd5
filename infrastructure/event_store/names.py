"""Stored name ↔ event class: the only such list. A stored name is for ever; a class may move."""

from application.verbs import event_name
from domain.suggestion import events

VERSIONS: dict[type[events.Event], int] = {}
"""Events whose stored shape has changed since v1, with their current version; `upcasters.py` lifts the old ones."""

CLASSES: dict[str, type[events.Event]] = {
    f"suggestion.{event_name(cls)}.v{VERSIONS.get(cls, 1)}": cls
    for group in (
        events.Intake,
        events.Handling,
        events.Supervision,
        events.Answering,
        events.Feedback,
        events.Closing,
    )
    for cls in group.__args__
}
NAMES: dict[type[events.Event], str] = {cls: name for name, cls in CLASSES.items()}
