"""Logs to export: a demo year held in memory, and a few acts with everything an act can speak of."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from application.demo.loading import in_order
from application.exports.manner import Manner, Profile
from application.exports.ocel_json import ocel_json
from application.exports.source import Source
from application.ports import Append, Recorded
from domain.policies.deadlines import Due, due
from domain.policies.period import Period, Unit
from domain.policies.policy import Level, Track, Urgency
from domain.shared.identity import (
    ActorId,
    CategoryCode,
    Channel,
    CommandId,
    Digest,
    DocumentNumber,
    ExternalNumber,
    Method,
    OrgCode,
    SuggestionId,
    UnitCode,
)
from domain.shared.people import Actor, Role
from domain.shared.sealed import plain
from domain.shared.stamp import Stamp
from domain.suggestion import events as e
from domain.suggestion.particulars import Evidence, Kind, Outcome, Recipient, Voter
from tests.spec import CALENDAR, CLERK, DEPUTY, POLICIES, ROADS, SUPERVISOR, ZONE, instant, person
from tests.support.judged import year_of

AUDITOR = Manner(profile=Profile.AUDITOR)
PUBLIC = Manner(profile=Profile.PUBLIC)
MINING = Manner(profile=Profile.MINING, key=bytes(range(32)))
MANNERS = {"public": PUBLIC, "auditor": AUDITOR, "mining": MINING}
NEEDLE = "针尖王某某"
"""Stands in every text, and must stand in no export."""
FIRST, SECOND = SuggestionId(UUID(int=1, version=4)), SuggestionId(UUID(int=2, version=4))
PHOTO, LETTER = Digest("a" * 64), DocumentNumber("答函〔2026〕7号")
OTHER_DEPUTY = ActorId("deputy-han")
Act = tuple[SuggestionId, e.Event, Actor, str, str]


def leaf_hash(position: int) -> str:
    """A leaf's hash, made up for a log that has no leaves."""
    return hashlib.sha256(b"\x00" + str(position).encode()).hexdigest()


def source_of(records: Sequence[Recorded]) -> Source:
    """The source of an export, from records in log order."""
    histories: dict[SuggestionId, list[Recorded]] = {}
    for record in records:
        histories.setdefault(record.case, []).append(record)
    return Source(
        records=lambda: iter(records),
        everything=lambda: iter(records),
        histories=lambda: iter(histories.values()),
        leaf_hashes=lambda positions: {position: leaf_hash(position) for position in positions},
    )


@cache
def demo_year(cases: int = 60) -> tuple[Recorded, ...]:
    """A demo year; now and then an act of the log's own takes a position."""
    appends: Iterable[Append] = in_order(year_of(cases)[1])
    records: list[Recorded] = []
    for append in appends:
        for version, (event, stamp) in enumerate(append.entries, start=append.after_version + 1):
            position = len(records) + 1 + len(records) // 100
            records.append(_recorded(append.case, version, position, event, stamp))
    return tuple(records)


def _recorded(case: SuggestionId, version: int, position: int, event: e.Event, stamp: Stamp) -> Recorded:
    return Recorded(case=case, version=version, position=position, event=event, stamp=stamp, fingerprint="f")


def of_acts(acts: Sequence[Act]) -> list[Recorded]:
    """Records of acts told as case, event, who, when it was recorded, and when it is said to have happened."""
    records: list[Recorded] = []
    for position, (case, event, by, at, occurred) in enumerate(acts, start=1):
        key = CommandId(UUID(int=position))
        stamp = Stamp(at=instant(at), by=by, command_id=key, occurred_at=instant(occurred), zone=ZONE)
        version = 1 + sum(record.case == case for record in records)
        records.append(_recorded(case, version, position, event, stamp))
    return records


def due_on(day: date) -> Due:
    """A last day, as pinned."""
    start = datetime.combine(day - timedelta(days=10), datetime.min.time(), ZONE)
    return due(start, Period(count=10, unit=Unit.DAYS), CALENDAR, POLICIES[0].edition)


def everything() -> list[Recorded]:
    """Two cases whose events speak of every kind of object; the letter of the second was recorded late."""
    last = due_on(date(2026, 3, 20))
    words, roads, water = plain(NEEDLE), UnitCode(OrgCode("roads")), UnitCode(OrgCode("water"))
    parts = (e.Assigned(unit=roads, kind=Kind.LEAD, due=last), e.Assigned(unit=water, kind=Kind.CO, due=last))
    hours = replace(last, at=instant("2026-03-20T17:30"))
    brought = e.Received(
        text=words,
        channel=Channel("visit"),
        voter=Voter(name=words),
        deputy=DEPUTY.id,
        attachments=(PHOTO, PHOTO),
    )
    proof = (Evidence(sha256=PHOTO, note=words),)
    answer = e.Answered(text=words, outcome=Outcome.SOLVED, unit=roads, document_number=LETTER, evidence=proof)
    voter = person(f"voter-{FIRST}", Role.VOTER, "voter")
    triaged = e.Triaged(category=CategoryCode("roads"), track=Track.DEPARTMENT, urgency=Urgency.ORDINARY, accused=water)
    return of_acts(
        [
            (FIRST, brought, DEPUTY, "2026-03-02T09:00", "2026-03-01T08:00"),
            (FIRST, triaged, SUPERVISOR, "2026-03-02T10:00", "2026-03-02T10:00"),
            (SECOND, replace(brought, deputy=None), CLERK, "2026-03-02T10:30", "2026-03-02T10:30"),
            (
                FIRST,
                e.Transferred(assignments=parts, track=Track.DEPARTMENT, urgency=Urgency.DANGER, due=hours),
                SUPERVISOR,
                "2026-03-02T11:00",
                "2026-03-02T11:00",
            ),
            (FIRST, e.SignedFor(unit=roads), ROADS, "2026-03-03T09:00", "2026-03-03T09:00"),
            (
                FIRST,
                e.Supervised(
                    notice=1,
                    level=Level.KEY,
                    units=(roads,),
                    reason=words,
                    respond_by=date(2026, 3, 9),
                    minute=DocumentNumber("纪要3号"),
                ),
                SUPERVISOR,
                "2026-03-04T09:00",
                "2026-03-04T09:00",
            ),
            (FIRST, answer, ROADS, "2026-03-10T09:00", "2026-03-02T12:00"),
            (
                FIRST,
                e.AnswerDelivered(to=Recipient.VOTER, method=Method("letter"), proof=PHOTO),
                CLERK,
                "2026-03-11T09:00",
                "2026-03-11T09:00",
            ),
            (FIRST, e.Withdrawn(statement=words), voter, "2026-03-12T09:00", "2026-03-12T09:00"),
            (SECOND, triaged, SUPERVISOR, "2026-03-12T10:00", "2026-03-12T10:00"),
            (
                SECOND,
                e.Converted(external_number=ExternalNumber("2026-88"), deputy=OTHER_DEPUTY),
                SUPERVISOR,
                "2026-03-13T10:00",
                "2026-03-13T10:00",
            ),
            (SECOND, e.Merged(into=FIRST), SUPERVISOR, "2026-03-14T10:00", "2026-03-14T10:00"),
        ]
    )


def document(records: Sequence[Recorded], manner: Manner = AUDITOR) -> dict[str, Any]:
    """The OCEL document of some records, read."""
    read = json.loads("".join(ocel_json(source_of(records), manner)))
    assert isinstance(read, dict)
    return read
