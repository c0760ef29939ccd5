"""Every refusal is one rule with a name, told in both languages, and some test runs into it."""

import ast
import re
from pathlib import Path

import pytest

from domain.shared.refusal import Refused
from domain.suggestion import refusals

HERE = Path(__file__).parent
RULES = sorted(
    (
        found
        for found in vars(refusals).values()
        if isinstance(found, type) and found.__module__.startswith(refusals.__name__)
    ),
    key=lambda rule: rule.__name__,
)


def _met() -> set[str]:
    """The rules that stand in a test as what is expected to be raised."""
    found = set()
    for module in HERE.glob("test_*.py"):
        if module != Path(__file__):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "refusals":
                    found.add(node.attr)
    return found


def test_every_rule_is_run_into_by_a_test() -> None:
    assert {rule.__name__ for rule in RULES} - _met() == set()


def test_no_two_rules_share_a_name() -> None:
    assert len({rule.slug for rule in RULES}) == len(RULES) > 80


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_rule_is_told_in_both_languages(rule: type[Refused]) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.slug)
    assert re.search(r"[\u4e00-\u9fff]", rule.zh) and rule.zh.endswith("。")
    assert rule.en() and not re.search(r"[\u4e00-\u9fff]", rule.en())
    assert rule.source
