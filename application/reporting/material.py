"""What the words of a report are made from, beside its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from application.documents.layout import Run
from application.documents.office import Office
from application.reporting.figures import Figures
from application.reporting.period import Span
from domain.shared.identity import CalendarEdition, PolicyEdition

Parts = tuple[str | Run, ...]
"""A sentence in the making: words, and numbers with their figures behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The office, the span, the figures, and the few words that come from events themselves."""

    office: Office
    span: Span
    figures: Figures
    regulations: Sequence[str]
    """Titles issued or revised in the span, each once."""
    home_rules: Sequence[str]
    """Titles in force that are about homes."""
    class_began: date | None
    """First day of the first three-level class."""
    channels: Mapping[str, int]
    """Suggestions received, by channel."""
    flags: Mapping[str, int]
    """Findings by rule, of whatever severity."""
    policy: PolicyEdition
    calendar: CalendarEdition
    edition: PolicyEdition
    """How figures are counted and said."""

    @property
    def command(self) -> str:
        """What makes the same report again."""
        span = self.span
        return f"./run report --from {span.first} --to {span.last} --position {span.position}"


def quoted(titles: Sequence[str]) -> str:
    """Titles in 《》, one after another."""
    return "".join(f"《{title.strip('《》')}》" for title in titles)
