"""The auditor's rules over the log: trails of cases, what the rules find, now and as of any moment."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from application.ports import ContactRecorded, EventLog, Keeper, Recorded, Rulebook
from domain.policies.policy import Policy
from domain.redflags import catalogue
from domain.redflags.contact_traces import contact_traces
from domain.redflags.finding import Finding
from domain.redflags.standing import Stood, findings_through_time, traces_through_time
from domain.redflags.thresholds import DEFAULTS, Thresholds
from domain.redflags.traces import Trace, traces
from domain.redflags.trail import Entry, Office, Trail, trail
from domain.shared.identity import ContactId, PolicyEdition, SuggestionId
from domain.shared.sealed import Sealed
from domain.suggestion import events

PAGE = 5_000
"""Events read at a time."""
CHUNK = 500
"""Cases judged at a time."""
Progress = Callable[[int, int], None]
History = Sequence[Recorded]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules found in some cases, and what those leave behind for comparison."""

    findings: tuple[Finding, ...]
    traces: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class JudgedThroughTime:
    """What the rules find in some cases at any moment, and what those leave behind for comparison."""

    findings: tuple[Stood[Finding], ...]
    traces: tuple[Stood[Trace], ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """All findings as of a moment, and what they were looked for in."""

    findings: tuple[Finding, ...]
    cases: int
    events: int


class Auditing:
    """Runs the rules. Texts are compared by keyed shingles: where a key was destroyed, nothing is left to compare."""

    def __init__(self, *, log: EventLog, keeper: Keeper, rulebook: Rulebook, thresholds: Thresholds = DEFAULTS) -> None:
        self._log, self._keeper, self._rulebook, self._thresholds = log, keeper, rulebook, thresholds

    def rules(self, zone: tzinfo) -> Office:
        """The rules of today: all policy editions, and the calendar as now known."""
        return self._office({policy.edition: policy for policy in self._rulebook.policies()}, zone)

    def _office(self, policies: Mapping[PolicyEdition, Policy], zone: tzinfo) -> Office:
        return Office(policies, self._rulebook.calendar(), zone)

    def judge(self, histories: Mapping[SuggestionId, History]) -> Judged:
        """Run the rules over each of some cases, and take its traces."""
        found: list[Finding] = []
        left: list[Trace] = []
        for one in self.trails(histories):
            found += catalogue.of_case(one, self._thresholds)
            left += traces(one)
        return Judged(tuple(found), tuple(left))

    def judge_through_time(self, histories: Mapping[SuggestionId, History]) -> JudgedThroughTime:
        """Run the rules over each of some cases as it was known after each of its events."""
        found: list[Stood[Finding]] = []
        left: list[Stood[Trace]] = []
        for one in self.trails(histories):
            found += findings_through_time(one, self._thresholds)
            left += traces_through_time(one)
        return JudgedThroughTime(tuple(found), tuple(left))

    def compare(self, left: Sequence[Trace], office: Office) -> tuple[Finding, ...]:
        """Run the rules that hold cases against one another."""
        ordered = sorted(left, key=lambda trace: trace.position)
        return tuple(catalogue.of_many(ordered, office, self._thresholds))

    def replay(self, at: datetime, progress: Progress = lambda done, of: None) -> Audit:
        """Judge the whole log from the events alone, as they were known at a moment."""
        histories, contacts, _ = self._read(at)
        cases = list(histories)
        found: list[Finding] = []
        left = [trace for history in contacts.values() for trace in contact_traces(history)]
        for start in range(0, len(cases), CHUNK):
            judged = self.judge({case: histories[case] for case in cases[start : start + CHUNK]})
            found += judged.findings
            left += judged.traces
            progress(min(start + CHUNK, len(cases)), len(cases))
        if left:
            found += self.compare(left, self.rules(left[0].at.tzinfo or UTC))
        counted = sum(map(len, histories.values())) + sum(map(len, contacts.values()))
        return Audit(holding(found, at), len(cases), counted)

    def trails(self, histories: Mapping[SuggestionId, History]) -> Iterator[Trail]:
        """The cases as an auditor holds them, their texts as keyed shingles."""
        prints = self._prints(histories)
        voters = self._voters(histories)
        for case, entries, office in self._told(histories):
            yield trail(case, entries, office, prints.get(case), voters.get(case))

    def head(self) -> int:
        """The position of the latest event."""
        return self._log.head()

    def calendar_name(self) -> str:
        """The editions of every calendar year in use, such as `2026a1 2027p1`."""
        years = sorted(self._rulebook.calendar().years.values(), key=lambda year: year.year)
        return " ".join(year.name for year in years)

    def policy_on(self, day: date) -> PolicyEdition:
        """The policy edition of a day; the oldest where none was in force yet."""
        known = sorted(self._rulebook.policies(), key=lambda p: p.effective_on)
        past = [p for p in known if p.effective_on <= day]
        return (past[-1] if past else known[0]).edition

    def plain_trails(self, histories: Mapping[SuggestionId, History]) -> Iterator[Trail]:
        """The cases without their texts: enough for whatever compares no words."""
        for case, entries, office in self._told(histories):
            yield trail(case, entries, office)

    def _told(self, histories: Mapping[SuggestionId, History]) -> Iterator[tuple[SuggestionId, list[Entry], Office]]:
        """Each case's entries and the rules it is judged by, which are looked up once for all of one zone."""
        offices: dict[tzinfo, Office] = {}
        for case, history in histories.items():
            zone = history[0].stamp.zone
            if zone not in offices:
                offices[zone] = self.rules(zone)
            yield case, [(r.position, r.version, r.event, r.stamp) for r in history], offices[zone]

    def histories(self, at: datetime) -> tuple[dict[SuggestionId, list[Recorded]], int]:
        """Every case as recorded by a moment, and the position the reading ended at."""
        found, _, position = self._read(at)
        return found, position

    def _read(
        self, at: datetime
    ) -> tuple[dict[SuggestionId, list[Recorded]], dict[ContactId, list[ContactRecorded]], int]:
        found: dict[SuggestionId, list[Recorded]] = {}
        contacts: dict[ContactId, list[ContactRecorded]] = {}
        position = 0
        while records := self._log.after(position, PAGE):
            position = records[-1].position
            for record in records:
                if record.stamp.at > at:
                    continue
                if isinstance(record, Recorded):
                    found.setdefault(record.case, []).append(record)
                else:
                    contacts.setdefault(record.stream, []).append(record)
        return found, contacts, position

    def _prints(self, histories: Mapping[SuggestionId, History]) -> dict[SuggestionId, dict[int, frozenset[int]]]:
        told = [
            (case, record.position, record.event.text)
            for case, history in histories.items()
            for record in history
            if isinstance(record.event, events.Received | events.Answered) and isinstance(record.event.text, Sealed)
        ]
        texts = self._keeper.open_many([(case, "text", token) for case, _, token in told])
        made: dict[SuggestionId, dict[int, frozenset[int]]] = {}
        for (case, position, _), text in zip(told, texts, strict=True):
            if text is not None:
                made.setdefault(case, {})[position] = self._keeper.shingles(text)
        return made

    def _voters(self, histories: Mapping[SuggestionId, History]) -> dict[SuggestionId, str]:
        told = []
        for case, history in histories.items():
            for record in history:
                voter = record.event.voter if isinstance(record.event, events.Received) else None
                field, token = _known_by(voter.phone, voter.name) if voter is not None else ("", None)
                if isinstance(token, Sealed):
                    told.append((case, field, token))
        opened = self._keeper.open_many(told)
        return {
            case: self._keeper.fingerprint(f"voter {field} {text}".encode())
            for (case, field, _), text in zip(told, opened, strict=True)
            if text is not None
        }


def _known_by(phone: Sealed | None, name: Sealed | None) -> tuple[str, Sealed | None]:
    """Voters are told apart by their telephone, and by their name where they left none."""
    return ("phone", phone) if phone is not None else ("name", name)


def holding(findings: Iterable[Finding], at: datetime) -> tuple[Finding, ...]:
    """The findings that hold at a moment, in one order; a finding is kept at its highest severity."""
    rank = {"L": 0, "M": 1, "H": 2}
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        if finding.since <= at:
            key = (finding.rule, finding.case, finding.unit, finding.why, finding.positions)
            if key not in kept or rank[finding.severity] > rank[kept[key].severity]:
                kept[key] = finding
    return tuple(sorted(kept.values(), key=lambda finding: (finding.rule, finding.positions, finding.key)))
