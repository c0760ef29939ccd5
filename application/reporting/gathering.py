"""The material of a report, gathered from the log as far as a position."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date

from application.auditing import Auditing
from application.documents.office import Office
from application.ports import EventLog, Rulebook
from application.reporting.across import found_across
from application.reporting.case_figures import case_figures, cases_of
from application.reporting.catalogue import EDITION
from application.reporting.contact_figures import class_began, contact_figures, home_rules, regulations
from application.reporting.contact_shares import Work
from application.reporting.figures import Figures
from application.reporting.material import Material
from application.reporting.period import Span
from application.reporting.survey import Survey, surveyed
from domain.contact.book import read
from domain.policies.working_days import Calendar
from domain.shared.identity import CalendarEdition, PolicyEdition
from domain.suggestion import events


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Reads the log and counts."""

    log: EventLog
    auditing: Auditing
    rulebook: Rulebook

    def material(self, office: Office, first: date, last: date, position: int | None) -> Material:
        """Everything a report of a span says, at a position. Raises `PeriodBackwards`, `PositionUnknown`."""
        survey = surveyed(self.log, first, last, position)
        span, zone = survey.span, survey.span.at.tzinfo or UTC
        cases = cases_of(span, survey.cases, self.auditing.plain_trails(survey.cases))
        across = found_across(span, cases.trails, survey.contact.values(), self.auditing.rules(zone))
        work = Work(span=span, book=read(survey.records), findings=across.of("R26"), padded=across.cases("R16"))
        findings = [*cases.findings, *across.findings]
        return Material(
            office=office,
            span=span,
            figures=Figures([*contact_figures(work), *case_figures(cases, findings)]),
            regulations=regulations(work),
            home_rules=home_rules(work),
            class_began=class_began(work),
            channels=_channels(survey),
            flags=Counter(finding.rule for finding in findings),
            policy=self.auditing.policy_on(span.at.date()),
            calendar=_editions(self.rulebook.calendar(), span),
            edition=PolicyEdition(EDITION),
        )


def _editions(calendar: Calendar, span: Span) -> CalendarEdition:
    """The editions of the years the figures touch, as far as there are calendars of them."""
    known = [year for year in calendar.years if span.first.year <= year <= span.at.year]
    return calendar.edition(date(min(known), 1, 1), date(max(known), 1, 1)) if known else CalendarEdition("—")


def _channels(survey: Survey) -> Mapping[str, int]:
    """Suggestions received in the span, by channel as it was put right since."""
    found: Counter[str] = Counter()
    for history in survey.cases.values():
        channel = None
        for record in history:
            if isinstance(record.event, events.Received):
                channel = record.event.channel
            elif isinstance(record.event, events.Corrected):
                channel = record.event.changes.channel or channel
        if channel is not None and survey.span.holds(history[0].stamp.occurred_on):
            found[channel] += 1
    return dict(found)
