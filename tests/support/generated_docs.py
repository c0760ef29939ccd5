"""Pages of docs/ that are made from the code: `python -m tests.support.generated_docs` writes them anew."""

import inspect
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from application.verbs import full_name, verb
from domain.activities import refusals as of_activities
from domain.contact.nouns import RECORDED
from domain.deputies import refusals as of_deputies
from domain.places import refusals as of_places
from domain.shared.refusal import Refused
from domain.suggestion import refusals
from domain.suggestion.authority import MAY
from domain.suggestion.lifecycle import LEGAL
from domain.suggestion.state import Stage
from infrastructure.event_store.names import NAMES
from interfaces.wording import sentence_of

DOCS = Path(__file__).parents[2] / "docs"
NOTE = "*Made from the code by `python -m tests.support.generated_docs`; a test fails when it is stale.*\n"


def first_sentence(shape: type) -> str:
    """The first line of a docstring, fit for a table."""
    return (inspect.getdoc(shape) or "").split("\n")[0].replace("|", "\\|")


def events_page() -> str:
    """Every event: its stored name, what it says, what it holds."""
    lines = ["# Events 事件\n", NOTE, "| stored name | sentence | what happened | holds |\n|---|---|---|---|"]
    for cls, name in NAMES.items():
        held = ", ".join(f"`{f.name}`" for f in fields(cls))
        lines.append(f"| `{name}` | {sentence_of(full_name(cls))[0]} | {first_sentence(cls)} | {held} |")
    return "\n".join(lines) + "\n"


def lifecycle_page() -> str:
    """Every command: who may give it, at which stages, and what it is for."""
    lines = ["# Commands 命令\n", NOTE, "| command | what for | who | at which stages |\n|---|---|---|---|"]
    for command, stages in LEGAL.items():
        who = ", ".join(sorted(role.value for role in MAY[command]))
        when = ", ".join(stage.value for stage in Stage if stage in stages)
        lines.append(f"| `{verb(command)}` | {first_sentence(command)} | {who} | {when} |")
    for noun in RECORDED:
        lines += [f"\n## {noun.name} {noun.zh}\n", "| command | what for | who | at which stages |\n|---|---|---|---|"]
        for command in noun.commands:
            who = ", ".join(sorted(role.value for role in noun.may[command]))
            when = ", ".join(sorted(stage.value for stage in noun.legal[command]))
            lines.append(f"| `{verb(command)}` | {first_sentence(command)} | {who} | {when} |")
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """Every way the office says no."""
    lines = ["# Rules 规则\n", NOTE, "| slug | 规则 | rule | source | kind |\n|---|---|---|---|---|"]
    modules = (refusals, of_places, of_deputies, of_activities)
    found = {c for module in modules for _, c in inspect.getmembers(module, inspect.isclass) if issubclass(c, Refused)}
    for cls in sorted((c for c in found if "slug" in vars(c)), key=lambda c: c.slug):
        kind = cls.__mro__[1].__name__
        lines.append(f"| `{cls.slug}` | {cls.zh} | {cls.en()} | {cls.source} | {kind} |")
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "events.md": events_page,
    "lifecycle.md": lifecycle_page,
    "rules.md": rules_page,
}


if __name__ == "__main__":
    for file, page in PAGES.items():
        (DOCS / file).write_text(page(), encoding="utf-8")
