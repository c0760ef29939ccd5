"""Which objects an event speaks of, and as what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from application.exports.manner import NOT_STAFF, UNNAMED, Manner, Profile
from application.exports.shapes import Spoken, spoken
from application.ports import Recorded
from domain.shared.identity import ActorId, Digest, DocumentNumber, SuggestionId, UnitCode
from domain.shared.people import Actor, Role
from domain.suggestion import events
from domain.suggestion.particulars import Kind


class ObjectType(StrEnum):
    """What cases are made of."""

    CASE = "case"
    UNIT = "unit"
    """承办单位."""
    STAFF = "staff"
    DEPUTY = "deputy"
    DOCUMENT = "document"
    """A paper in one case's file: an attachment, a proof, a letter of answer, a minute."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to an object, and as what it stands in it."""

    object: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Named:
    """An object as an event names it."""

    type: ObjectType
    key: str
    qualifier: str
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The object's id in the export."""
        return object_id(self.type, self.key)

    @property
    def link(self) -> Link:
        """The event's relation to it."""
        return Link(self.id, self.qualifier)


def object_id(kind: ObjectType, key: str) -> str:
    """An object's id: no two objects share one, of whatever types they are."""
    return f"{kind}:{key}"


PART = {Kind.LEAD: "responsible unit", Kind.SEPARATE: "responsible unit", Kind.CO: "co-handling unit"}
UNITS = {
    "unit": "handling unit",
    "units": "supervised unit",
    "suggested_unit": "suggested unit",
    "accused": "accused unit",
}
DOCUMENTS = {
    "attachments": "attachment",
    "sha256": "evidence",
    "proof": "proof",
    "document_number": "letter of answer",
    "minute": "minute",
}


def named(record: Recorded, manner: Manner) -> list[Named]:
    """The objects an event speaks of, its case first; none twice as the same."""
    found = {one.link: one for one in _named(record, manner)}
    return list(found.values())


def _named(record: Recorded, manner: Manner) -> Iterator[Named]:
    yield Named(ObjectType.CASE, str(record.case), "case")
    if record.stamp.by.role not in UNNAMED:
        yield _performer(record.stamp.by, manner)
    for one in spoken(record.event):
        if one.kind is UnitCode:
            yield Named(ObjectType.UNIT, one.value, _unit_qualifier(one), {"code": one.value})
        elif one.kind is ActorId:
            qualifier = "adopted by" if isinstance(one.owner, events.Converted) else "brought by"
            yield Named(ObjectType.DEPUTY, manner.person(one.value, Role.DEPUTY), qualifier)
        elif one.kind is SuggestionId:
            yield Named(ObjectType.CASE, str(one.value), "merged into")
        elif one.kind in (Digest, DocumentNumber):
            told = {"sha256" if one.kind is Digest else "number": one.value}
            yield Named(ObjectType.DOCUMENT, f"{record.case}/{one.value}", DOCUMENTS[one.field], told)


def _performer(by: Actor, manner: Manner) -> Named:
    if by.role in NOT_STAFF:
        return Named(ObjectType.DEPUTY, manner.performer(by), "performed by")
    told = {"role": by.role.value} | ({} if manner.profile is Profile.PUBLIC else {"organ": str(by.org)})
    return Named(ObjectType.STAFF, manner.performer(by), "performed by", told)


def _unit_qualifier(one: Spoken) -> str:
    return PART[one.owner.kind] if isinstance(one.owner, events.Assigned) else UNITS[one.field]
