"""The deadline as a shape, a word and a colour; computed when it is shown, never stored."""

from dataclasses import dataclass
from datetime import date

from interfaces.web.languages import N_

SOON = 3
"""Working days."""
WAITING = ("received", "triaged", "transferred", "handling")


@dataclass(frozen=True, slots=True)
class Chip:
    """What the macro draws. `word` is Chinese with `%(n)s` in it, marked for the catalogue."""

    kind: str
    shape: str
    word: str
    n: int = 0
    provisional: bool = False


def chip(stage: str, due_on: date | str | None, days_left: int | None, *, overdue: bool, provisional: bool) -> Chip:
    """Where a case stands against its last day."""
    if stage not in WAITING:
        return Chip("done", "○", N_("已办结") if stage in ("closed", "archived") else N_("不再计时"))
    if due_on is None:
        return Chip("paused", "◇", N_("尚未计时"))
    if overdue:
        return Chip("late", "◆", N_("逾期 %(n)s 个工作日"), abs(days_left or 0), provisional)
    if days_left is None:
        return Chip("fine", "●", N_("未到期"), 0, provisional)
    kind, shape = ("soon", "▲") if days_left <= SOON else ("fine", "●")
    return Chip(kind, shape, N_("剩 %(n)s 个工作日"), days_left, provisional)
