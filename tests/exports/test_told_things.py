"""What an export tells of events, of cases over time, and of the papers in their files."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, get_args

from application.exports.manner import ExportClock, Manner, Profile
from application.exports.objects import ENVELOPE, EVENT_TYPES, exported_objects
from application.exports.ocel_json import ocel_json
from application.exports.relations import DOCUMENTS, UNITS, Link
from application.exports.shapes import EVENT_CLASSES, declared
from application.exports.things import ExportedObject
from application.exports.xes import xes
from application.ports import Recorded
from domain.policies.policy import Track, Urgency
from domain.shared.identity import ActorId, CategoryCode, Digest, DocumentNumber, OrgCode, SuggestionId, UnitCode
from domain.suggestion import events as e
from domain.suggestion.particulars import Kind
from tests.exports.logs import (
    AUDITOR,
    FIRST,
    PHOTO,
    PUBLIC,
    SECOND,
    Act,
    due_on,
    everything,
    of_acts,
    source_of,
)
from tests.exports.logs_read import read_json, read_xes
from tests.spec import CLERK, SUPERVISOR

RECORDED = Manner(profile=Profile.AUDITOR, clock=ExportClock.RECORDED)


def objects(records: list[Recorded], manner: Manner = AUDITOR) -> dict[str, ExportedObject]:
    """The objects of an export, by id."""
    return {one.id: one for one in exported_objects(source_of(records), manner)}


def statuses(one: ExportedObject) -> list[tuple[str, str]]:
    """From which day on a case stood where."""
    later = [(change.time[:10], change.value) for change in one.changes if change.name == "status"]
    return [(one.since[:10], one.attributes["status"]), *later]


def named_fields(shape: type) -> Iterator[tuple[str, Any]]:
    """Every field of an event and of its parts, with the types in it."""
    for field in fields(shape):
        for kind in {field.type, *get_args(field.type)}:
            if is_dataclass(kind):
                yield from named_fields(kind)  # type: ignore[arg-type]
            yield field.name, kind


def test_an_event_is_related_to_everything_it_speaks_of_and_as_what() -> None:
    found = read_json(json.loads("".join(ocel_json(source_of(everything()), AUDITOR))))
    by_event: dict[str, set[tuple[str, str]]] = {}
    for event, target, qualifier in found["e2o"]:
        by_event.setdefault(event, set()).add((target, qualifier))
    paper = f"document:{FIRST}/{PHOTO}"
    assert by_event[f"{FIRST}/1"] == {
        (f"case:{FIRST}", "case"),
        ("deputy:deputy-wu", "performed by"),
        ("deputy:deputy-wu", "brought by"),
        (paper, "attachment"),
    }
    assert by_event[f"{FIRST}/3"] == {
        (f"case:{FIRST}", "case"),
        ("staff:supervisor-li", "performed by"),
        ("unit:roads", "responsible unit"),
        ("unit:water", "co-handling unit"),
    }
    assert {("unit:roads", "supervised unit"), (f"document:{FIRST}/纪要3号", "minute")} <= by_event[f"{FIRST}/5"]
    answered = {("unit:roads", "handling unit"), (paper, "evidence")}
    assert answered | {(f"document:{FIRST}/答函〔2026〕7号", "letter of answer")} <= by_event[f"{FIRST}/6"]
    assert by_event[f"{FIRST}/8"] == {(f"case:{FIRST}", "case")}
    assert ("deputy:deputy-han", "adopted by") in by_event[f"{SECOND}/3"]
    assert (f"case:{FIRST}", "merged into") in by_event[f"{SECOND}/4"]


def test_a_case_is_related_to_its_units_deputy_and_lead_case() -> None:
    found = objects(everything())
    first = {(link.object, link.qualifier) for link in found[f"case:{FIRST}"].links}
    assert first == {
        ("unit:roads", "responsible unit"),
        ("unit:water", "co-handling unit"),
        ("deputy:deputy-wu", "deputy"),
    }
    second = {(link.object, link.qualifier) for link in found[f"case:{SECOND}"].links}
    assert second == {("deputy:deputy-han", "deputy"), (f"case:{FIRST}", "merged into")}


def test_a_unit_that_gave_a_case_back_is_a_former_one_until_it_is_given_it_again() -> None:
    day, due, roads, water = (
        "2026-03-02T10:00",
        due_on(date(2026, 3, 20)),
        UnitCode(OrgCode("roads")),
        UnitCode(OrgCode("water")),
    )

    def given(unit: UnitCode) -> Act:
        part = e.Assigned(unit=unit, kind=Kind.LEAD, due=due)
        event = e.Transferred(assignments=(part,), track=Track.DEPARTMENT, urgency=Urgency.ORDINARY, due=due)
        return FIRST, event, SUPERVISOR, day, day

    def back(unit: UnitCode) -> Act:
        return FIRST, e.ReturnAccepted(unit=unit), SUPERVISOR, day, day

    received: Act = (FIRST, everything()[2].event, CLERK, day, day)
    former, holds = Link("unit:roads", "former unit"), Link("unit:roads", "responsible unit")
    acts = [received, given(roads), back(roads), given(water)]
    assert former in objects(of_acts(acts))[f"case:{FIRST}"].links
    links = objects(of_acts([*acts, back(water), given(roads)]))[f"case:{FIRST}"].links
    assert set(links) == {holds, Link("unit:water", "former unit")}


def test_a_paper_is_one_object_in_each_file_it_lies_in() -> None:
    found = objects(everything())
    papers = [one for one in found.values() if one.attributes.get("sha256") == PHOTO]
    assert {one.id for one in papers} == {f"document:{FIRST}/{PHOTO}", f"document:{SECOND}/{PHOTO}"}
    assert [link.qualifier for one in papers for link in one.links] == ["filed in", "filed in"]


def test_every_field_that_names_an_object_has_a_qualifier() -> None:
    for shape in EVENT_CLASSES:
        for field, kind in named_fields(shape):
            if kind is UnitCode:
                assert field in UNITS, shape
            if kind in (Digest, DocumentNumber):
                assert field in DOCUMENTS, shape
            if kind is ActorId:
                assert field == "deputy", shape
            if kind is SuggestionId:
                assert field == "into", shape


def test_no_fact_takes_the_place_of_what_every_event_tells() -> None:
    for shape in EVENT_CLASSES:
        assert not declared(shape).keys() & ENVELOPE.keys(), shape
    assert len(EVENT_TYPES) == len(EVENT_CLASSES)


def test_facts_are_codes_days_numbers_and_yes_or_no() -> None:
    assert declared(e.Evaluated) == {"attitude": "string", "result": "string", "method": "string"}
    assert declared(e.AnswerDelivered) == {"to": "string", "method": "string", "reached": "boolean"}
    assert declared(e.ExtensionGranted) == {"before": "string", "due": "string"}
    assert declared(e.SupervisionAnswered) == {"notice": "integer"}
    assert declared(e.Published) == {}


def test_an_act_dated_back_does_not_reorder_the_statuses_of_its_case() -> None:
    case = objects(everything())[f"case:{FIRST}"]
    order = ["received", "triaged", "transferred", "handling", "answered", "withdrawn"]
    assert [status for _, status in statuses(case)] == order
    assert ("2026-03-04", "answered") in statuses(case)
    assert ("2026-03-10", "answered") in statuses(objects(everything(), RECORDED)[f"case:{FIRST}"])


def test_at_one_instant_a_case_has_one_status_the_last() -> None:
    case = objects(everything(), PUBLIC)[f"case:{FIRST}"]
    wanted = ["received", "transferred", "handling", "answered", "withdrawn"]
    assert [status for _, status in statuses(case)] == wanted
    assert len({day for day, _ in statuses(case)}) == len(wanted)


def test_a_last_day_is_told_and_untold() -> None:
    found = objects(everything())
    due = [change.value for change in found[f"case:{FIRST}"].changes if change.name == "due_on"]
    assert due == ["2026-03-20"]
    assert found[f"case:{FIRST}"].attributes["due_on"] == found[f"case:{SECOND}"].latest["due_on"] == ""


def test_signs_that_xml_cannot_hold_do_not_break_a_document() -> None:
    received = everything()[2].event
    code = 'a"<b>&\n\t\x01\ud7ff\ufffe😀'
    triaged = e.Triaged(category=CategoryCode(code), track=Track.DEPARTMENT, urgency=Urgency.ORDINARY)
    days = ("2026-03-02T10:00", "2026-03-02T10:00")
    told = of_acts([(FIRST, received, CLERK, *days), (FIRST, triaged, SUPERVISOR, *days)])
    about, events = read_xes("".join(xes(source_of(told), AUDITOR)))[str(FIRST)]
    assert events[1]["category"] == about["category"] == 'a"<b>&\n\t\ufffd\ud7ff\ufffd😀'


def test_a_trace_is_in_the_order_of_the_clock_asked_for() -> None:
    occurred = read_xes("".join(xes(source_of(everything()), AUDITOR)))[str(FIRST)][1]
    recorded = read_xes("".join(xes(source_of(everything()), RECORDED)))[str(FIRST)][1]
    assert [event["version"] for event in recorded] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [event["version"] for event in occurred] == [1, 2, 3, 6, 4, 5, 7, 8]
