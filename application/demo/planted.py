"""Every way of breaking the rules that the demo knows, and what each truly breaks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from application.demo import violations as v
from application.demo.life import Life


@dataclass(frozen=True, slots=True)
class Planted:
    """One way of breaking rules: which ones, and how a life breaks them."""

    live: Callable[[Life], None]
    rules: tuple[str, ...]
    needs_days: int = 70
    """Days before the end of the demo by which it must begin, so that the violation comes about."""

    @property
    def name(self) -> str:
        """How the ground truth calls it."""
        return self.live.__name__


PLANTED: Sequence[Planted] = (
    Planted(v.late_entry, ("R01",)),
    Planted(v.back_dated, ("R01", "R03")),
    Planted(v.signed_before_transfer, ("R02",)),
    Planted(v.overdue, ("R03",)),
    Planted(v.long_overdue, ("R03",), 100),
    Planted(v.never_answered, ("R03",), 60),
    Planted(v.extended_in_silence, ("R04",)),
    Planted(v.no_evidence, ("R05",)),
    Planted(v.check_found_not, ("R05",)),
    Planted(v.reopened, ("R05",), 100),
    Planted(v.paper_answer, ("R06",)),
    Planted(v.in_minutes, ("R07",)),
    Planted(v.three_returns, ("R08",)),
    Planted(v.back_again, ("R08",)),
    Planted(v.idle_desk, ("R09",)),
    Planted(v.unsigned, ("R09",)),
    Planted(v.self_forwarded, ("R10",)),
    Planted(v.late_opinion, ("R11", "R03")),
    Planted(v.proxy_without_proof, ("R12",)),
    Planted(v.judged_before_told, ("R12",)),
    Planted(v.judged_at_once, ("R12",)),
    Planted(v.flipped, ("R13",)),
    Planted(v.closed_out_of_rule, ("R15",)),
    Planted(v.promise_not_kept, ("R19",), 110),
    Planted(v.promise_without_proof, ("R19",), 100),
    Planted(v.notice_unanswered, ("R20",)),
    Planted(v.same_level_again, ("R20",)),
    Planted(v.nobody_pressed, ("R20", "R03")),
    Planted(v.accused_holds_it, ("R21",)),
    Planted(v.one_on_both_sides, ("R22",)),
    Planted(v.after_the_archive, ("R23",), 100),
    Planted(v.wrong_deadline, ("R25",)),
    Planted(v.downgraded, ("R27",)),
)
"""Violations within one case. Those that take several cases are in `groups.py`."""
