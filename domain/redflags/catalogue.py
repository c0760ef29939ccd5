"""The rules by number: what each is called, why it matters, and the functions that look."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.redflags import (
    closing,
    completion,
    extensions,
    handling,
    oversight,
    padding,
    receptions,
    satisfaction,
    timing,
)
from domain.redflags.finding import Finding
from domain.redflags.sentences import SAYS
from domain.redflags.thresholds import Thresholds
from domain.redflags.traces import Trace
from domain.redflags.trail import Office, Trail

OfCase = Callable[[Trail, Thresholds], Iterable[Finding]]
OfMany = Callable[[Sequence[Trace], Office, Thresholds], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: looked for in each case, or by holding many against one another."""

    code: str
    zh: str
    en: str
    of_case: OfCase | None = None
    of_many: tuple[OfMany, ...] = field(default=())

    def explain(self, finding: Finding, language: str) -> str:
        """Why it was found, as a sentence. `language` is zh or en."""
        zh, en = SAYS[self.code][finding.why]
        return (zh if language == "zh" else en).format(**finding.facts)


RULES: tuple[Rule, ...] = (
    Rule("R01", "倒签补录", "Back-dating", of_case=timing.back_dating),
    Rule("R02", "时序矛盾", "Impossible order", of_case=timing.impossible_order),
    Rule("R03", "逾期", "Overdue", of_case=timing.overdue),
    Rule(
        "R04",
        "延期掩盖",
        "Extension masking",
        of_case=extensions.extension_masking,
        of_many=(extensions.last_day_habit,),
    ),
    Rule("R05", "虚假办结", "False completion", of_case=completion.false_completion, of_many=(completion.said_again,)),
    Rule("R06", "文来文往", "Paper answer", of_case=completion.paper_answer, of_many=(completion.template_answers,)),
    Rule("R07", "秒办", "Instant completion", of_case=completion.instant_completion),
    Rule("R08", "推诿退单", "Buck-passing", of_case=handling.buck_passing),
    Rule("R09", "滞留", "Idle desk", of_case=timing.idle_desk),
    Rule("R10", "自行转办", "Self-forwarding", of_case=handling.self_forwarding),
    Rule("R11", "协办缺位", "Missing co-handler", of_case=handling.missing_co_handler),
    Rule(
        "R12",
        "满意造假",
        "Manufactured satisfaction",
        of_case=satisfaction.manufactured,
        of_many=(satisfaction.one_proof_for_many,),
    ),
    Rule("R13", "改评", "Mark flipped", of_case=satisfaction.flipped),
    Rule("R14", "满意背离", "Satisfaction against outcome", of_many=(satisfaction.unit_contradiction,)),
    Rule("R15", "违规结案", "Closed out of rule", of_case=closing.out_of_rule),
    Rule(
        "R16",
        "注水",
        "Padding",
        of_many=(padding.bursts, padding.splits, padding.spot_mill, padding.surges, receptions.registered_without_host),
    ),
    Rule("R17", "并案掩超", "Merge abuse", of_case=closing.merged_late, of_many=(closing.merge_abuse,)),
    Rule("R18", "撤回重登", "Clock reset", of_case=closing.withdrawn_by_others, of_many=(closing.clock_reset,)),
    Rule("R19", "承诺落空", "Broken promise", of_case=closing.broken_promise),
    Rule("R20", "督办空转", "Hollow supervision", of_case=oversight.hollow_supervision),
    Rule("R21", "泄密风险", "Leak", of_case=oversight.leak),
    Rule(
        "R22", "岗位未分离", "Separation breach", of_case=oversight.separation, of_many=(receptions.own_place_assessed,)
    ),
    Rule("R23", "链断", "Broken chain", of_case=oversight.broken_chain),
    Rule("R24", "数据不可复现", "Unreproducible report"),
    Rule("R25", "期限错算", "Wrong deadline", of_case=timing.wrong_deadline),
    Rule(
        "R26",
        "接待走过场",
        "Step skipping in reception",
        of_many=(receptions.steps_skipped, receptions.two_places_at_once),
    ),
    Rule("R27", "降级处置", "Downgrade", of_case=handling.downgrade),
)
BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}


def of_case(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """Whatever the rules find in one case."""
    for rule in RULES:
        if rule.of_case is not None:
            yield from rule.of_case(trail, thresholds)


def of_many(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """Whatever the rules find by holding cases against one another."""
    for rule in RULES:
        for look in rule.of_many:
            yield from look(traces, office, thresholds)
