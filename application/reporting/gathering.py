"""The material of a report, gathered from the log as far as a position."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from application.auditing import Auditing
from application.documents.office import Office
from application.ports import EventLog, Rulebook
from application.reporting.case_figures import case_figures, cases_of
from application.reporting.catalogue import EDITION
from application.reporting.contact_figures import contact_figures, first_class, home_rules, in_order, renewed
from application.reporting.contact_work import ContactWork
from application.reporting.figures import Figures
from application.reporting.material import Material
from application.reporting.survey import Survey, surveyed
from domain.redflags.finding import Finding
from domain.shared.identity import PolicyEdition
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
        cases = cases_of(survey.span, survey.cases, self.auditing.plain_trails(survey.cases))
        work = ContactWork(survey.span, survey.contact, self.rulebook.calendar(), self.rulebook.work)
        findings, began = cases.findings, first_class(work)
        return Material(
            office=office,
            span=survey.span,
            figures=Figures([*contact_figures(work), *case_figures(cases, findings)]),
            regulations=[item.subject for item in renewed(work)],
            home_rules=home_rules(work),
            class_began=began.day if began is not None else None,
            channels=_channels(survey),
            flags=_flags(findings, work),
            policy=self.auditing.policy_on(survey.span.at.date()),
            calendar=self.rulebook.calendar().edition(first, max(last, survey.span.at.date())),
            edition=PolicyEdition(EDITION),
        )


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


def _flags(findings: Sequence[Finding], work: ContactWork) -> Mapping[str, int]:
    """Findings by rule; receptions held out of order stand under R26."""
    found = Counter(finding.rule for finding in findings)
    found["R26"] += sum(not item.counted for item in in_order(work))
    return dict(found)
