"""Forms of the contact work: made from the commands' own fields, people by their names, the six haves one by one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from starlette.datastructures import FormData

from application.codebook import CodeList
from application.contact_queries import PlaceFilter
from domain.activities import commands as activities
from domain.activities.particulars import Capacity
from domain.places import commands as places
from domain.places.particulars import Have, Post
from domain.policies.contact_work import Item
from interfaces.web.choosing import Option, Options
from interfaces.web.forms import Asked, Fault, asked_of, body_in, flat
from interfaces.web.labels import FIELDS
from interfaces.web.languages import N_
from interfaces.web.terms import TERMS
from interfaces.web.visiting import Visit

PEOPLE = frozenset({"hosts", "members", "chosen", "deputies", *Post, *Capacity})
"""Fields that several people are named in."""
PERSON = frozenset({"person", "leader"})
SEVERAL = N_("姓名或编号，几个人用顿号隔开")
ONE = N_("姓名或编号")
AMBIGUOUS = N_("有几位代表叫这个名字，请填编号。")
MANY = 1_000
ENUMS = {"level": "level", "inspection": "inspection", "training": "training"}
Body = dict[str, Any]


def fields_of(command: type, most: Mapping[Item, int]) -> tuple[Asked, ...]:
    """The fields of a form for a command; `most` are the points an assessment can bring."""
    if command is places.CheckHaves:
        return tuple(_have(have) for have in Have)
    asked = [_of_people(field) for field in asked_of(command)]
    return tuple(one for field in asked for one in _spread(field, most))


def _spread(field: Asked, most: Mapping[Item, int]) -> Iterator[Asked]:
    """Fields that take several are laid out as people write them."""
    match field.name:
        case "staff":
            yield from (_line(f"staff.{post.value}", TERMS[f"post.{post.value}"]) for post in Post)
        case "attendees":
            yield from (_line(f"attendees.{one.value}", TERMS[f"capacity.{one.value}"]) for one in Capacity)
        case "turns":
            yield Asked("on", FIELDS["on"], "date", required=True)
            yield _line("deputies", FIELDS["deputies"], required=True)
        case "scores":
            yield from (
                Asked(f"scores.{item.value}", TERMS[f"item.{item.value}"], "number", True, f"0–{points}")
                for item, points in most.items()
            )
        case _:
            yield field


def _have(have: Have) -> Asked:
    name = f"checks.{have.value}"
    inside = (
        Asked(f"{name}.met", FIELDS["met"], "choice", required=True),
        Asked(f"{name}.proof", FIELDS["proof"], "file"),
        Asked(f"{name}.note", FIELDS["note"], "line"),
    )
    return Asked(name, TERMS[f"have.{have.value}"], "group", inside=inside)


def _line(name: str, label: str, *, required: bool = False) -> Asked:
    return Asked(name, label, "line", required, SEVERAL)


def _of_people(field: Asked) -> Asked:
    last = field.name.rpartition(".")[2]
    if last in PEOPLE:
        return _line(field.name, field.label, required=field.required)
    if last in PERSON:
        return replace(field, hint=ONE)
    if last == "attendees":
        return replace(field, inside=(), kind="line")
    return replace(field, inside=tuple(_of_people(one) for one in field.inside))


def body_of_form(visit: Visit, form: FormData, command: type, fields: tuple[Asked, ...]) -> tuple[Body, list[Fault]]:
    """The request body a form amounts to, and the names in it that stand for nobody or for several people."""
    body, faults = body_in(form, fields), list[Fault]()
    full = {field.name.rpartition(".")[2]: field.name for field in flat(fields)}

    def person(name: str, told: str) -> str:
        found = visit.system.contact.views.named(told)
        if len(found) > 1:
            faults.append(Fault(full[name], visit.say(AMBIGUOUS)))
        return found[0] if len(found) == 1 else told

    _resolve(body, person, visit)
    shape = SHAPES.get(command)
    return (shape(body) if shape else body), faults


def _resolve(body: Body, person: Callable[[str, str], str], visit: Visit) -> None:
    """Names become persons, local times instants."""
    for name, value in body.items():
        if isinstance(value, dict):
            _resolve(value, person, visit)
        elif not isinstance(value, str):
            continue
        elif name in PEOPLE:
            body[name] = [person(name, one) for one in _split(value)]
        elif name in PERSON:
            body[name] = person(name, value)
        elif name in ("starts_at", "ends_at"):
            body[name] = _instant(value, visit)


def _split(told: str) -> Iterable[str]:
    for mark in "，,；;\n":
        told = told.replace(mark, "、")
    return [one.strip() for one in told.split("、") if one.strip()]


def _instant(told: str, visit: Visit) -> str:
    try:
        return datetime.fromisoformat(told).replace(tzinfo=visit.system.clock.zone).isoformat()
    except ValueError:
        return told


def _haves(body: Body) -> Body:
    """`met` is a choice, so that nobody says no by leaving a box alone."""
    checks = [{"have": name, **said} for name, said in body.items()]
    return {"checks": [one | {"met": one["met"] == "yes"} for one in checks if "met" in one]}


def _staffed(body: Body) -> Body:
    return {"staff": [{"post": post, "person": one} for post in Post if post in body for one in body[post]]}


def _attended(body: Body) -> Body:
    people = [{"person": one, "capacity": cap} for cap in Capacity if cap in body for one in body.pop(cap)]
    return body | ({"attendees": people} if people else {})


SHAPES: dict[type, Callable[[Body], Body]] = {
    places.CheckHaves: _haves,
    places.NameStaff: _staffed,
    places.SetRota: lambda body: {"turns": [body]},
    places.Assess: lambda body: {
        "period": body.get("period"),
        "scores": [{"item": item, "points": body[item]} for item in Item if item in body],
    },
    activities.Record: _attended,
    activities.Attend: _attended,
}


def options_for(visit: Visit, noun: str, fields: tuple[Asked, ...], facts: Mapping[str, Any]) -> Options:
    """What can be chosen in each field, by the field's name."""
    found: Options = {}
    for field in flat(fields):
        last = field.name.rpartition(".")[2]
        if last == "met":
            found[field.name] = [Option("yes", visit.say(N_("有"))), Option("no", visit.say(N_("没有")))]
        elif field.kind == "choice" and last != "method":
            prefix = ENUMS.get(last, "kind" if noun == "activity" else "place")
            found[field.name] = [Option(c, visit.say(TERMS[f"{prefix}.{c}"])) for c in field.choices]
        elif last == "township":
            found[field.name] = _townships(visit)
        elif last in ("home", "station", "place") and field.kind == "line":
            found[field.name] = _places(visit, last)
        elif last in ("notice", "regulation"):
            found[field.name] = list(_numbered(facts, last))
        elif last == "group" and field.kind == "line":
            rows = visit.system.contact.views.groups(township=None, after=0, limit=MANY)
            found[field.name] = [Option(str(row.id), "", row.name) for row in rows]
    return found


def _townships(visit: Visit) -> list[Option]:
    zh = visit.language.key == "zh"
    units = [one for one in visit.system.codebook.entries(CodeList.UNIT) if one.kind == "township" and not one.retired]
    return [Option(one.code, visit.language.told(one.name_zh if zh else one.name_en)) for one in units]


def _places(visit: Visit, last: str) -> list[Option]:
    wanted = PlaceFilter(kind=None if last == "place" else last, stage="open")
    rows = visit.system.contact.views.places(wanted, after=0, limit=MANY)
    return [Option(row.code, "", row.name) for row in rows]


def _numbered(facts: Mapping[str, Any], last: str) -> Iterator[Option]:
    """The notices still up, or the regulations in force."""
    for one in facts.get("board" if last == "notice" else "regulations", ()):
        if one.get("in_force", True) and not one.get("taken_down"):
            yield Option(str(one[last]), str(one[last]), one["title"])
