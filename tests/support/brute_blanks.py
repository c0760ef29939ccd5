"""The blanks of the report counted the slow way, from plain events: nothing is shared with the service."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tests.support.contact_year import Told

Flat = list[tuple[Any, Any, Any]]


def blanks(told: Sequence[Told], first: date, last: date) -> dict[str, int | tuple[int, int]]:
    """Every figure of the contact work that the report prints; shares as numerator and denominator."""
    by = {str(one): events for one, events in told}
    flat: Flat = [(name, event, stamp) for name, events in by.items() for event, stamp in events]
    found: dict[str, int | tuple[int, int]] = {}
    found |= _places(by, last)
    found |= _mandates(by, flat, first, last)
    found |= _acts(by, flat, first, last)
    return found


def _named(flat: Flat, name: str) -> Flat:
    return [one for one in flat if type(one[1]).__name__ == name]


def _places(by: dict[str, Any], last: date) -> dict[str, int | tuple[int, int]]:
    homes, stations, good, townships = [], [], [], set()
    for events in by.values():
        kind = getattr(events[0][0], "kind", None)
        ended = [s for e, s in events if type(e).__name__ == "Closed" and s.occurred_on <= last]
        if type(events[0][0]).__name__ != "Established" or ended or events[0][1].occurred_on > last:
            continue
        if kind == "home":
            homes.append(events)
            checks = [e for e, s in events if type(e).__name__ == "HavesChecked" and s.occurred_on <= last]
            if checks and all(check.met for check in checks[-1].checks):
                good.append(events[0][0].township)
        elif kind == "station":
            stations.append(events[0][0].code)
        if kind in ("home", "station"):
            townships.add(events[0][0].township)
    active = set()
    for events in by.values():
        names = [type(e).__name__ for e, _ in events]
        if names[0] == "Planned" and "Opened" in names:
            programme = events[0][0].programme
            if last - timedelta(days=90) < programme.starts_at.date() <= last:
                active.add(programme.place)
    return {
        "homes": len(homes),
        "homes_six": (len(good), len(homes)),
        "coverage": (len(set(good)), len(townships)),
        "stations": len(stations),
        "stations_active": (len(active & set(stations)), len(stations)),
    }


def _mandates(by: dict[str, Any], flat: Flat, first: date, last: date) -> dict[str, int | tuple[int, int]]:
    held: dict[str, list[list[Any]]] = {}
    for events in by.values():
        for event, _ in events:
            if type(event).__name__ == "MandateTaken":
                held.setdefault(events[0][0].person, []).append([event.mandate.level.value, date.max])
            if type(event).__name__ == "MandateEnded":
                next(m for m in held[events[0][0].person] if m[0] == event.level.value)[1] = event.ended_on

    def has(person: str, level: str, day: date) -> bool:
        return any(m[0] == level and day <= m[1] for m in held.get(person, []))

    seats = [(e.person, s.occurred_on) for _, e, s in _named(flat, "DeputyCheckedIn") if first <= s.occurred_on <= last]
    classes: dict[str, set[str]] = {"away": set(), "city": set()}
    local = []
    for events in by.values():
        programme = getattr(events[0][0], "programme", None)
        training = getattr(programme, "training", None)
        if training is None or not first <= events[0][1].occurred_on <= last:
            continue
        people = [x for e, _ in events if type(e).__name__ == "Attended" for x in e.attendees]
        levels = {"away": ("city", "county"), "city": ("city",)}.get(training.value)
        if levels:
            day = events[0][1].occurred_on
            classes[training.value] |= {
                x.person
                for x in people
                if x.capacity.value != "staff" and any(has(x.person, level, day) for level in levels)
            }
        else:
            local.append((events[0][1].occurred_on, len({x.person for x in people})))
    taking = {p for p, _ in seats} | {
        e.person
        for name in ("HouseholdVisited", "AssistanceGiven")
        for _, e, s in _named(flat, name)
        if first <= s.occurred_on <= last
    }
    for events in by.values():
        if getattr(getattr(events[0][0], "programme", None), "kind", None) == "group":
            taking |= {x.person for e, _ in events if type(e).__name__ == "Attended" for x in e.attendees}
    office = [person for person, mandates in held.items() if any(last <= m[1] for m in mandates)]
    return {
        "county_deputies": len({p for p, day in seats if has(p, "county", day)}),
        "township_deputies": len({p for p, day in seats if has(p, "township", day)}),
        "trained_away": len(classes["away"]),
        "trained_city": len(classes["city"]),
        "class_month": min(local)[0].month,
        "class_people": min(local)[1],
        "deputies_taking_part": (len(taking & set(office)), len(office)),
        "reports_to_voters": sum(first <= s.occurred_on <= last for _, _, s in _named(flat, "ReportedToVoters")),
    }


def _in_two_places(by: dict[str, Any]) -> set[int]:
    """Receptions at which somebody sat who had sat elsewhere that morning."""
    seats = [
        (s.at, name, n, e.person, events)
        for name, events in by.items()
        for n, (e, s) in enumerate(events)
        if type(e).__name__ == "DeputyCheckedIn"
    ]
    found, places = set(), dict[tuple[Any, str], set[str]]()
    for at, _, _, person, events in sorted(seats, key=lambda seat: seat[:3]):
        place = events[0][0].programme.place
        if places.setdefault((at, person), set()) - {place}:
            found.add(id(events))
        places[at, person].add(place)
    return found


def _acts(by: dict[str, Any], flat: Flat, first: date, last: date) -> dict[str, int | tuple[int, int]]:
    within = [one for one in flat if first <= one[2].occurred_on <= last]
    held = [
        (events[0][0].programme.kind.value, events)
        for events in by.values()
        if hasattr(events[0][0], "programme")
        and first <= events[0][0].programme.starts_at.date() <= last
        and "Cancelled" not in [type(e).__name__ for e, _ in events]
    ]
    late = 0
    twice = _in_two_places(by)
    for kind, events in held:
        stamps = {type(e).__name__: s for e, s in events}
        if kind == "reception":
            told, opened = stamps.get("Announced"), stamps.get("Opened")
            notice = told is not None and opened is not None and told.today <= opened.today - timedelta(days=3)
            late += not (notice and "DeputyCheckedIn" in stamps and "Summarised" in stamps) or id(events) in twice
    groups = sum(
        type(events[0][0]).__name__ == "Formed"
        and not any(type(e).__name__ == "Dissolved" and s.occurred_on <= last for e, s in events)
        for events in by.values()
    )
    begun = ("Held", "Opened")
    kinds = [kind for kind, events in held if any(type(e).__name__ in begun for e, _ in events)]
    days = sum(kind == "reception" for kind, _ in held)
    rules = {(n, e.regulation) for n, e, _ in within if type(e).__name__ in ("RegulationIssued", "RegulationRevised")}
    return {
        "persons_helped": len({e.reference for _, e, _ in _named(within, "AssistanceGiven")}),
        "times_helped": len(_named(within, "AssistanceGiven")),
        "households": len({e.reference for _, e, _ in _named(within, "HouseholdVisited")}),
        "groups": groups,
        "group_activities": kinds.count("group"),
        "receptions": kinds.count("reception"),
        "receptions_in_order": (days - late, days),
        "contacts": kinds.count("contact"),
        "inspections": kinds.count("inspection"),
        "regulations": len(rules),
        "quota": 15,
        "chosen": 8,
    }
