"""The figures of the cases: the office's own, and those only the report asks for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from application.desk import case_number
from application.ports import Recorded
from application.reporting.catalogue import CASES
from application.reporting.figures import Counted, Item, Named, Shape
from application.reporting.period import Span
from domain.figures.counting import lines
from domain.figures.line import Line, duration
from domain.redflags import catalogue
from domain.redflags.finding import Finding, Severity
from domain.redflags.thresholds import DEFAULTS
from domain.redflags.trail import Trail
from domain.shared.identity import SuggestionId
from domain.suggestion import events
from domain.suggestion.particulars import Grade


@dataclass(frozen=True, slots=True)
class Cases:
    """All cases as they stood at the position."""

    span: Span
    trails: Sequence[Trail]
    numbers: Mapping[SuggestionId, str]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules find in each case, from the span and as of its moment."""
        found = (f for trail in self.trails for f in catalogue.of_case(trail, DEFAULTS))
        zone = self.span.at.tzinfo
        return tuple(f for f in found if f.since <= self.span.at and self.span.holds(f.since.astimezone(zone).date()))


def cases_of(span: Span, histories: Mapping[SuggestionId, Sequence[Recorded]], trails: Iterable[Trail]) -> Cases:
    """The cases with their numbers."""
    return Cases(span, tuple(trails), {case: case_number(history[0]) for case, history in histories.items()})


def case_figures(cases: Cases, findings: Sequence[Finding]) -> list[Counted]:
    """Every figure of the cases, in the order of the catalogue."""
    by_name = _by_name(cases)
    by_name |= _registrations(cases, by_name.get("received", ()))
    made = {name: [_item(line, cases) for line in found] for name, found in by_name.items()}
    made["once_dissatisfied"] = list(_dissatisfied(cases))
    made["formal"] = list(_happened(cases, events.Converted))
    made["supervised"] = list(_happened(cases, events.Supervised))
    made["flagged"] = [_flag(one, cases) for one in findings if one.severity is Severity.HIGH]
    return [_counted(named, made.get(named.name, []), by_name.get(named.name, ())) for named in CASES]


def _by_name(cases: Cases) -> dict[str, Sequence[Line]]:
    found: dict[str, list[Line]] = {}
    for trail in cases.trails:
        for line in lines(trail, cases.span.at):
            if cases.span.holds(line.day):
                found.setdefault(line.figure, []).append(line)
    return {name: sorted(of, key=lambda line: (not line.hit, line.position)) for name, of in found.items()}


def _registrations(cases: Cases, received: Sequence[Line]) -> dict[str, Sequence[Line]]:
    gone = {
        trail.case
        for trail in cases.trails
        if any(isinstance(fact.event, events.Withdrawn | events.Merged) for fact in trail.facts)
    }
    return {"received_net": [line for line in received if line.case not in gone]}


def _happened(cases: Cases, kind: type) -> Iterator[Item]:
    for trail in cases.trails:
        for fact, _ in trail.of(kind):
            if cases.span.holds(fact.stamp.occurred_on):
                yield Item(position=fact.position, day=fact.stamp.occurred_on, subject=cases.numbers[trail.case])


def _dissatisfied(cases: Cases) -> Iterator[Item]:
    """Each case that was judged in the span, counted where any mark of the span said 不满意 of the result."""
    for trail in cases.trails:
        marks = [(f, e) for f, e in trail.of(events.Evaluated) if cases.span.holds(f.stamp.today)]
        bad = [(f, e) for f, e in marks if e.result is Grade.DISSATISFIED]
        for fact, _ in (bad or marks)[:1]:
            subject = cases.numbers[trail.case]
            yield Item(position=fact.position, day=fact.stamp.today, counted=bool(bad), subject=subject)


def _flag(one: Finding, cases: Cases) -> Item:
    subject = cases.numbers[one.case] if one.case is not None else one.unit or ""
    day = one.since.astimezone(cases.span.at.tzinfo).date()
    return Item(position=one.positions[-1], day=day, subject=f"{one.rule} {subject}")


def _item(line: Line, cases: Cases) -> Item:
    subject = cases.numbers[line.case]
    return Item(position=line.position, day=line.day, counted=line.hit, subject=subject, value=line.value)


def _counted(named: Named, items: Sequence[Item], found: Sequence[Line]) -> Counted:
    ordered = tuple(sorted(items, key=lambda item: (not item.counted, item.position, item.subject)))
    if named.shape is Shape.DAYS:
        middle = duration(named.name, found)
        return Counted(
            named=named, numerator=floor((middle.median or 0) + 0.5), denominator=middle.count, items=ordered
        )
    hits = sum(item.counted for item in ordered)
    denominator = len(ordered) if named.shape is Shape.SHARE else None
    return Counted(named=named, numerator=hits, denominator=denominator, items=ordered)
