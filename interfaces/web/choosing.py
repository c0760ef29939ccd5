"""What a form lets one choose from, by name: units, stations, categories, and the things a case holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from application.codebook import CodeList
from interfaces.web.forms import Asked, flat
from interfaces.web.languages import N_
from interfaces.web.visiting import Visit

LISTS = {
    "suggested_unit": CodeList.UNIT,
    "accused": CodeList.UNIT,
    "unit": CodeList.UNIT,
    "station": CodeList.STATION,
    "category": CodeList.CATEGORY,
}
HOLDS = {"commitment": "commitments", "notice": "notices"}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `words` are a person's own; `label` is in the visitor's language already."""

    value: str
    label: str
    words: str = ""


Options = dict[str, list[Option]]


def options_of(visit: Visit, facts: dict[str, Any], asked: tuple[Asked, ...]) -> Options:
    """What can be chosen in each field, by the field's name; fields without an entry are written into."""
    found: Options = {}
    for field in flat(asked):
        last = field.name.rpartition(".")[2]
        if field.name == "unit":
            found["unit"] = [named_unit(visit, part["unit"]) for part in held(facts)]
        elif last in LISTS and (listed := entries(visit, LISTS[last])):
            found[field.name] = listed
        elif field.name in HOLDS:
            found[field.name] = list(_held_things(visit, facts, field.name))
    return found


def entries(visit: Visit, which: CodeList) -> list[Option]:
    """Everything on a list that is still in use."""
    zh = visit.language.key == "zh"
    found = [one for one in visit.system.codebook.entries(which) if not one.retired]
    return [Option(one.code, visit.language.told(one.name_zh if zh else one.name_en)) for one in found]


def named_unit(visit: Visit, code: str) -> Option:
    """A unit by its name."""
    return Option(code, visit.language.told(visit.system.codebook.names().org(code, visit.language.key)))


def held(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts that were not taken back."""
    return [part for part in facts["assignments"] if part["progress"] not in ("returned", "released")]


def _held_things(visit: Visit, facts: dict[str, Any], name: str) -> Iterator[Option]:
    for one in facts[HOLDS[name]]:
        if name == "commitment" and one["kept_at"] is None:
            yield Option(str(one["number"]), visit.say(NUMBERED) % {"n": one["number"]}, one["text"] or "")
        elif name == "notice" and one["lifted_at"] is None:
            yield Option(str(one["number"]), visit.say(NUMBERED) % {"n": one["number"]})


NUMBERED = N_("第 %(n)s 号")
