"""Every way of breaking the rules that the demo knows, and what each truly breaks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from application.demo import broken_answers as answers
from application.demo import broken_clocks as clocks
from application.demo import broken_duties as duties
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
    Planted(clocks.late_entry, ("R01",)),
    Planted(clocks.back_dated, ("R01", "R03")),
    Planted(clocks.signed_before_transfer, ("R02",)),
    Planted(clocks.overdue, ("R03",)),
    Planted(clocks.long_overdue, ("R03",), 100),
    Planted(clocks.never_answered, ("R03",), 60),
    Planted(clocks.extended_in_silence, ("R04",)),
    Planted(answers.no_evidence, ("R05",)),
    Planted(answers.check_found_not, ("R05",)),
    Planted(answers.reopened, ("R05",), 100),
    Planted(answers.paper_answer, ("R06",)),
    Planted(answers.in_minutes, ("R07",)),
    Planted(duties.three_returns, ("R08",)),
    Planted(duties.back_again, ("R08",)),
    Planted(clocks.idle_desk, ("R09",)),
    Planted(clocks.unsigned, ("R09",)),
    Planted(duties.self_forwarded, ("R10",)),
    Planted(clocks.late_opinion, ("R11", "R03")),
    Planted(answers.proxy_without_proof, ("R12",)),
    Planted(answers.judged_before_told, ("R12",)),
    Planted(answers.judged_at_once, ("R12",)),
    Planted(answers.flipped, ("R13",)),
    Planted(answers.closed_out_of_rule, ("R15",)),
    Planted(clocks.promise_not_kept, ("R19",), 110),
    Planted(answers.promise_without_proof, ("R19",), 100),
    Planted(duties.notice_unanswered, ("R20",)),
    Planted(duties.same_level_again, ("R20",)),
    Planted(clocks.nobody_pressed, ("R20", "R03")),
    Planted(duties.accused_holds_it, ("R21",)),
    Planted(duties.one_on_both_sides, ("R22",)),
    Planted(duties.after_the_archive, ("R23",), 100),
    Planted(clocks.wrong_deadline, ("R25",)),
    Planted(duties.downgraded, ("R27",)),
)
"""Violations within one case. Those that take several cases are in `groups.py`."""
