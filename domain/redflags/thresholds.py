"""Where the rules draw their lines; every office may move them."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Defaults of the auditor's rules. Days are working days where the name says so, else calendar days."""

    received_late_working_days: int = 2
    recorded_late_working_days: int = 1
    overdue_high_working_days: int = 10
    extension_notice_working_days: int = 2
    last_day_requests: int = 5
    last_day_share: float = 0.5
    repeat_days: int = 90
    similar: float = 0.85
    """Jaccard similarity of keyed five-character shingles."""
    template_answers: int = 2
    """Other answers of the unit that say the same."""
    instant: timedelta = timedelta(minutes=10)
    returns: int = 3
    handlers: int = 3
    proxy_marks: int = 3
    proxy_soon: timedelta = timedelta(minutes=5)
    cut_working_days: int = 3
    unit_marks: int = 20
    unit_satisfied: float = 0.95
    unit_repeats: float = 0.10
    unit_solved: float = 0.50
    unit_checks: int = 10
    unit_check_gap: float = 0.15
    burst: int = 5
    burst_within: timedelta = timedelta(minutes=10)
    split: int = 3
    spot_within: timedelta = timedelta(minutes=2)
    spot_sigmas: float = 3.0
    spot_least: int = 5
    surge_working_days: int = 3
    surge_times: float = 3.0
    surge_weeks: int = 8
    surge_least: int = 15
    merge_tell_working_days: int = 5
    reset_days: int = 30
    reset_used: float = 0.8
    silent_working_days: int = 5
    reschedules: int = 2
    reception_notice_days: int = 3
    """Calendar days before a reception by which it must be announced."""
    reception_summary_working_days: int = 5

    def is_cut(self, day: date) -> bool:
        """Whether reports are cut on this day: the last of a quarter."""
        return (day + timedelta(days=1)).day == 1 and day.month % 3 == 0


DEFAULTS = Thresholds()
