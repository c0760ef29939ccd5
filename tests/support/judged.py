"""A demo year judged in memory, with no store: positions as a log would give them, shingles with no key."""

import hashlib
from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from application.auditing import holding
from application.demo.contact_life import ContactLife
from application.demo.life import Life
from application.demo.loading import in_order
from application.demo.year import Year
from application.ports import ContactRecorded
from domain.policies.policy import Rules
from domain.redflags import catalogue
from domain.redflags.contact_traces import contact_traces
from domain.redflags.finding import Finding
from domain.redflags.thresholds import DEFAULTS
from domain.redflags.traces import Trace, traces
from domain.redflags.trail import Office, Trail, trail
from domain.shared.identity import BeneficiaryRef, ContactId, SuggestionId
from domain.shared.sealed import Plain
from domain.suggestion import events as e
from infrastructure.demo.themes import load_matter
from infrastructure.editions.contact_files import load_contact_work
from infrastructure.editions.policy_files import load_policies
from infrastructure.editions.seed_calendar import seed_calendar

ZONE = ZoneInfo("Asia/Shanghai")
UNTIL = datetime(2026, 11, 20, 18, tzinfo=ZONE)
POLICIES = load_policies()
WORK = load_contact_work()[0]
CALENDAR = seed_calendar(2028)
OFFICE = Office({p.edition: p for p in POLICIES}, CALENDAR, ZONE)


def year_of(count: int, seed: int = 7, until: datetime = UNTIL) -> tuple[Year, list[Life]]:
    """A year of so many cases, lived."""
    year = Year(load_matter(), Rules(POLICIES[0], CALENDAR), seed, until, WORK, _refer, count)
    return year, list(year.lives())


def _refer(who: str) -> BeneficiaryRef:
    return BeneficiaryRef(hashlib.sha256(who.encode()).hexdigest())


def contact_records(lives: list[ContactLife], first: int = 1) -> dict[ContactId, list[ContactRecorded]]:
    """The contact work as a log would hold it."""
    found: dict[ContactId, list[ContactRecorded]] = defaultdict(list)
    position = first - 1
    for append in in_order(lives):
        for version, (event, stamp) in enumerate(append.entries, start=append.after_version + 1):
            position += 1
            stream = ContactId(append.case)
            found[stream].append(
                ContactRecorded(
                    stream=stream, version=version, position=position, event=event, stamp=stamp, fingerprint="f"
                )
            )
    return found


def trails(lives: list[Life]) -> list[Trail]:
    """The cases as an auditor would hold them."""
    entries: dict[SuggestionId, list[tuple[int, int, e.Event, object]]] = defaultdict(list)
    position = 0
    for append in in_order(lives):
        for version, (event, stamp) in enumerate(append.entries, start=append.after_version + 1):
            position += 1
            entries[append.case].append((position, version, event, stamp))
    return [_trail(case, told) for case, told in entries.items()]


def _trail(case: SuggestionId, told: list[tuple[int, int, e.Event, object]]) -> Trail:
    prints = {
        position: _shingles(event.text) for position, _, event, _ in told if isinstance(event, e.Received | e.Answered)
    }
    first = told[0][2]
    phone = first.voter.phone if isinstance(first, e.Received) and first.voter is not None else None
    return trail(case, told, OFFICE, prints, phone.text if isinstance(phone, Plain) else None)  # type: ignore[arg-type]


def _shingles(text: object) -> frozenset[int]:
    words = "".join(text.text.split()) if isinstance(text, Plain) else ""
    runs = {words[n : n + 5] for n in range(max(len(words) - 4, 1))}
    return frozenset(int.from_bytes(hashlib.md5(run.encode()).digest()[:4], "big") for run in runs)


def findings(found: list[Trail], contact: list[ContactLife] = (), at: datetime = UNTIL) -> tuple[Finding, ...]:  # type: ignore[assignment]
    """Everything the rules find by a moment."""
    each = [finding for one in found for finding in catalogue.of_case(one, DEFAULTS)]
    beside = contact_records(contact, first=10_000_000).values()
    left: list[Trace] = [t for history in beside for t in contact_traces(history)]
    left = sorted([*left, *(t for one in found for t in traces(one))], key=lambda t: t.position)
    return holding([*each, *catalogue.of_many(left, OFFICE, DEFAULTS)], at)
