"""Both READMEs name every verb and every setting."""

from pathlib import Path

import pytest
import typer

from infrastructure.settings import KNOWN
from interfaces.cli.main import app

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_a_readme_names_every_verb_and_setting(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    verbs = set(getattr(typer.main.get_command(app), "commands", {}))
    missing = {verb for verb in verbs if f"`{verb}" not in text} | {name for name in KNOWN if name not in text}
    assert not missing


def test_every_relative_link_leads_somewhere() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        for target in (part.split(")")[0] for part in text.split("](")[1:]):
            assert "://" in target or (ROOT / target).exists(), target
