"""R16 注水: suggestions that are there to be counted."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from statistics import mean, median, pstdev

from domain.policies.policy import Track
from domain.redflags.finding import Finding, Severity
from domain.redflags.similarity import groups_by, neighbours
from domain.redflags.thresholds import Thresholds
from domain.redflags.traces import Trace
from domain.redflags.trail import Office


def bursts(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """One clerk registers near-identical suggestions within minutes."""
    received = [t for t in traces if t.kind == "received" and t.shingles]
    for clerk, entered in groups_by(received, lambda t: t.actor).items():
        like = neighbours(entered, thresholds)
        reported: set[int] = set()
        for one in sorted(entered, key=lambda t: t.at):
            after = [o for o in like[one.position] if timedelta() <= o.at - one.at <= thresholds.burst_within]
            near = [one, *sorted(after, key=lambda t: t.at)]
            if len(near) >= thresholds.burst and one.position not in reported:
                reported |= {o.position for o in near}
                for trace in near:
                    yield _padding(trace, "burst", near[thresholds.burst - 1].at, near, {"actor": clerk})


def splits(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """One voter's matter of one kind, split into several on one day."""
    received = [t for t in traces if t.kind == "received" and t.voter and t.category]
    for same in groups_by(received, lambda t: (t.voter, t.category, t.on)).values():
        if len(same) >= thresholds.split:
            since = sorted(t.at for t in same)[thresholds.split - 1]
            for trace in same:
                yield _padding(trace, "split", since, same, {})


def _padding(trace: Trace, why: str, since: datetime, same: Sequence[Trace], facts: dict[str, str]) -> Finding:
    return Finding(
        rule="R16",
        severity=Severity.HIGH,
        why=why,
        since=since,
        positions=tuple(sorted(t.position for t in same)),
        case=trace.case,
        facts=facts | {"count": str(len(same))},
    )


def spot_mill(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """A station where far more than elsewhere is received, answered on the spot and closed within minutes."""
    received = {t.case: t for t in traces if t.kind == "received"}
    quick = [
        t
        for t in traces
        if t.kind == "closed"
        and t.track == Track.ON_THE_SPOT
        and t.case in received
        and t.at - received[t.case].at <= thresholds.spot_within
    ]
    totals = groups_by(received.values(), lambda t: t.station)
    by_station = groups_by(quick, lambda t: t.station)
    shares = {s: len(by_station.get(s, ())) / len(all_) for s, all_ in totals.items() if s and len(all_) >= 10}
    for station, share in shares.items():
        others = [v for s, v in shares.items() if s != station]
        many = len(by_station.get(station, ())) >= thresholds.spot_least
        if many and len(others) > 1 and share > mean(others) + thresholds.spot_sigmas * (pstdev(others) or 0.01):
            found = by_station[station]
            yield _station("spot_mill", station, found, {"count": str(len(found)), "of": str(len(totals[station]))})


def surges(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """A station's intake leaps in the last days before a report is cut."""
    received = [t for t in traces if t.kind == "received" and t.station]
    if not received:
        return
    cuts = _cuts(min(t.on for t in received), max(t.on for t in received), thresholds)
    for station, mine in groups_by(received, lambda t: t.station or "").items():
        for cut in cuts:
            first = office.calendar.back_working_days(cut + timedelta(days=1), thresholds.surge_working_days)
            last = [t for t in mine if first <= t.on <= cut]
            before = _usual(mine, first, thresholds)
            if len(last) >= thresholds.surge_least and len(last) > thresholds.surge_times * before:
                facts = {"count": str(len(last)), "usual": f"{before:.1f}"}
                yield _station("surge", station, last, facts)


def _cuts(first: date, last: date, thresholds: Thresholds) -> list[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if thresholds.is_cut(day)]


def _usual(mine: Sequence[Trace], until: date, thresholds: Thresholds) -> float:
    """The median week of the weeks before, scaled to as many days."""
    weeks = [
        sum(until - timedelta(weeks=n + 1) <= t.on < until - timedelta(weeks=n) for t in mine)
        for n in range(thresholds.surge_weeks)
    ]
    return median(weeks) * thresholds.surge_working_days / 5


def _station(why: str, station: str, found: Sequence[Trace], facts: dict[str, str]) -> Finding:
    return Finding(
        rule="R16",
        severity=Severity.MEDIUM,
        why=why,
        since=max(t.at for t in found),
        positions=tuple(sorted(t.position for t in found)),
        unit=station,
        facts=facts,
    )
