"""What the rules find by holding cases and receptions against one another, as far as that compares no words.

Erasing a person takes their words away and changes nothing in these, so a report comes out the same afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from application.ports import ContactRecorded
from application.reporting.period import Span
from domain.redflags import padding, receptions
from domain.redflags.contact_traces import contact_traces
from domain.redflags.finding import Finding
from domain.redflags.thresholds import DEFAULTS
from domain.redflags.traces import Trace, traces
from domain.redflags.trail import Office, Trail

LOOKS = (
    padding.spot_mill,
    padding.surges,
    receptions.registered_without_host,
    receptions.steps_skipped,
    receptions.two_places_at_once,
    receptions.own_place_assessed,
)


@dataclass(frozen=True, slots=True)
class Across:
    """The findings, and the traces they rest on."""

    findings: tuple[Finding, ...]
    left: Sequence[Trace]

    def of(self, rule: str) -> tuple[Finding, ...]:
        """The findings of one rule."""
        return tuple(finding for finding in self.findings if finding.rule == rule)

    def cases(self, rule: str) -> frozenset[UUID]:
        """The cases that a rule's findings rest on."""
        at = {trace.position: trace.case for trace in self.left}
        return frozenset(at[position] for finding in self.of(rule) for position in finding.positions)


def found_across(
    span: Span, trails: Iterable[Trail], contact: Iterable[Sequence[ContactRecorded]], office: Office
) -> Across:
    """Look, as of the span's moment, for what began to hold in the span."""
    left = [t for one in trails for t in traces(one)] + [t for history in contact for t in contact_traces(history)]
    ordered = sorted(left, key=lambda trace: trace.position)
    found = (finding for look in LOOKS for finding in look(ordered, office, DEFAULTS))
    return Across(
        tuple(f for f in found if f.since <= span.at and span.holds(f.since.astimezone(office.zone).date())), ordered
    )
