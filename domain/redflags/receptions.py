"""R26 接待走过场, and what R16 and R22 say of receptions and assessments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.redflags.finding import Finding, Severity
from domain.redflags.similarity import groups_by
from domain.redflags.thresholds import Thresholds
from domain.redflags.traces import Trace
from domain.redflags.trail import Office
from domain.shared.identity import ContactId


@dataclass(frozen=True, slots=True)
class Reception:
    """One reception day, put together from its traces; `mine` are they, in the order of the log."""

    stream: ContactId
    mine: tuple[Trace, ...]

    @property
    def station(self) -> str:
        """Where it is."""
        return self.mine[0].station or ""

    @property
    def plan(self) -> Trace:
        """What was last said of its time."""
        return self.of("planned")[-1]

    @property
    def times(self) -> tuple[datetime, datetime]:
        """When it begins and ends."""
        first, _, last = (self.plan.value or "").partition("/")
        return datetime.fromisoformat(first), datetime.fromisoformat(last)

    def of(self, step: str) -> list[Trace]:
        """The traces of one step."""
        return [t for t in self.mine if t.kind == f"reception_{step}"]


def _receptions(traces: Sequence[Trace]) -> list[Reception]:
    found = [t for t in traces if t.kind.startswith("reception_")]
    return [Reception(ContactId(stream), tuple(mine)) for stream, mine in groups_by(found, lambda t: t.case).items()]


def _skipped(day: Reception, why: str, since: datetime, *rests_on: Trace) -> Finding:
    return Finding(
        rule="R26",
        severity=Severity.MEDIUM,
        why=why,
        since=since,
        positions=tuple(t.position for t in rests_on),
        unit=day.station,
        stream=day.stream,
        facts={"on": day.times[0].date().isoformat()},
    )


def steps_skipped(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """A reception day not announced in time, not held, without a deputy, or never summed up."""
    for day in _receptions(traces):
        if day.of("cancelled"):
            continue
        starts, _ = day.times
        on = starts.astimezone(office.zone).date()
        if not day.of("opened"):
            yield _skipped(day, "not_held", office.end_of(on), day.plan)
            continue
        opened = day.of("opened")[0]
        told = [t for t in day.of("announced") if t.position > day.plan.position]
        in_time = on - timedelta(days=thresholds.reception_notice_days)
        if not any(t.on <= in_time for t in told):
            yield _skipped(day, "not_announced", opened.at, day.plan, opened)
        closed = next(iter(day.of("closed")), None)
        if not day.of("checked_in"):
            yield _skipped(day, "no_deputy", closed.at if closed else office.end_of(on), opened)
        if closed is not None:
            last = office.end_of(office.days_after(closed.on, thresholds.reception_summary_working_days))
            if not any(t.at <= last for t in day.of("summarised")):
                yield _skipped(day, "no_summary", last, closed)


def two_places_at_once(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """One deputy checked in at two stations at overlapping times."""
    days = {day.stream: day for day in _receptions(traces)}
    seats = [seat for day in days.values() for seat in day.of("checked_in")]
    for mine in groups_by(seats, lambda seat: seat.value).values():
        ordered = sorted(mine, key=lambda seat: seat.position)
        for number, seat in enumerate(ordered):
            for earlier in ordered[:number]:
                day, other = days[ContactId(seat.case)], days[ContactId(earlier.case)]
                if other.station != day.station and _overlap(other.times, day.times):
                    yield _skipped(day, "two_places", seat.at, earlier, seat)


def _overlap(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def registered_without_host(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """R16: a suggestion dated to a reception day at which no deputy had checked in."""
    days = {str(day.stream): day for day in _receptions(traces)}
    for trace in traces:
        day = days.get(trace.value or "") if trace.kind == "received" else None
        if day is not None and not any(seat.at <= trace.at for seat in day.of("checked_in")):
            yield Finding(
                rule="R16",
                severity=Severity.HIGH,
                why="no_check_in",
                since=trace.at,
                positions=(trace.position,),
                case=trace.case,
                facts={"station": day.station},
            )


def own_place_assessed(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """R22: somebody assessed the place they work at."""
    for trace in traces:
        if trace.kind == "place_assessed" and trace.value == "own":
            yield Finding(
                rule="R22",
                severity=Severity.HIGH,
                why="assess_own",
                since=trace.at,
                positions=(trace.position,),
                unit=trace.station,
                stream=ContactId(trace.case),
            )
