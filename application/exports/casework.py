"""A case as an object: its number, its status over time, its units; and the documents of its file."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from application.desk import case_number
from application.exports.manner import Manner, written
from application.exports.relations import PART, Link, Named, ObjectType, object_id
from application.exports.things import Change, ExportedObject
from application.ports import Recorded
from domain.shared.people import Role
from domain.suggestion.evolve import evolve
from domain.suggestion.state import INITIAL, Suggestion

Course = dict[str, dict[datetime, str]]
"""Of each attribute: from when on it had which value."""


def case_object(history: Sequence[Recorded], manner: Manner) -> ExportedObject:
    """One case. `history` is the whole of it."""
    course, state = _course(history, manner)
    start = min(course["status"])
    values = [(at, name, value) for name, known in course.items() for at, value in known.items()]
    return ExportedObject(
        id=object_id(ObjectType.CASE, str(history[0].case)),
        type=ObjectType.CASE,
        since=written(start),
        attributes={"number": case_number(history[0])} | {name: value for at, name, value in values if at == start},
        changes=tuple(Change(written(at), name, value) for at, name, value in sorted(values) if at > start),
        links=tuple(dict.fromkeys(_links(state, manner))),
    )


def _course(history: Sequence[Recorded], manner: Manner) -> tuple[Course, Suggestion]:
    """What was so from when on, and what is so at the end.

    At one instant an attribute has one value, the last; and none begins before the one it replaced.
    So back-dating shows in the events' times, and the order of a case's statuses stays the office's own.
    """
    course, state, at = Course(), INITIAL, manner.time(history[0].stamp)
    for record in history:
        state = evolve(state, record.event, record.stamp)
        at = max(at, manner.time(record.stamp))
        for name, value in _watched(state).items():
            course.setdefault(name, {})[at] = value
    return {name: _without_repeats(known) for name, known in course.items()}, state


def _watched(state: Suggestion) -> dict[str, str]:
    """What may change of a case. What is not so yet is empty, so that every attribute has a first value."""
    return {
        "status": state.stage.value,
        "category": state.category or "",
        "station": state.station or "",
        "track": state.track.value if state.track else "",
        "due_on": state.due.on.isoformat() if state.due else "",
    }


def _without_repeats(known: dict[datetime, str]) -> dict[datetime, str]:
    kept: dict[datetime, str] = {}
    last = None
    for at, value in known.items():
        if value != last:
            kept[at] = last = value
    return kept


def _links(state: Suggestion, manner: Manner) -> Iterator[Link]:
    held = {part.unit for part in state.held}
    for part in state.assignments:
        unit = object_id(ObjectType.UNIT, part.unit)
        if part.held:
            yield Link(unit, PART[part.kind])
        elif part.unit not in held:
            yield Link(unit, "former unit")
    if state.deputy is not None:
        yield Link(object_id(ObjectType.DEPUTY, manner.person(state.deputy, Role.DEPUTY)), "deputy")
    if state.merged_into is not None:
        yield Link(object_id(ObjectType.CASE, str(state.merged_into)), "merged into")


def documents(mentions: Iterable[tuple[Recorded, Named]], manner: Manner) -> list[ExportedObject]:
    """The papers of one case's file, each from when it was first spoken of. The same paper in two files is two."""
    found: dict[str, ExportedObject] = {}
    for record, one in mentions:
        if one.type is ObjectType.DOCUMENT and one.id not in found:
            since, filed = manner.time(record.stamp), Link(object_id(ObjectType.CASE, str(record.case)), "filed in")
            found[one.id] = ExportedObject(one.id, one.type, written(since), one.attributes, links=(filed,))
    return list(found.values())
