"""What the pages ask to be translated, read out of templates and code."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract

ROOT = Path(__file__).parents[2] / "interfaces" / "web"
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
Asked = tuple[str | None, str]
"""A context, and the Chinese text."""


def asked_for() -> dict[Asked, set[str]]:
    """Every text that is marked, and the files it stands in."""
    found: dict[Asked, set[str]] = {}
    for file in sorted(ROOT.rglob("*")):
        method = {".html": "jinja2", ".py": "python"}.get(file.suffix)
        if method is None:
            continue
        for context, text in _texts(file, method):
            found.setdefault((context, text), set()).add(str(file.relative_to(ROOT)))
    return found


def _texts(file: Path, method: str) -> Iterator[Asked]:
    with file.open("rb") as opened:
        options = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
        for _, message, _, context in extract(method, opened, KEYWORDS, options=options):  # type: ignore[arg-type]
            texts = message if isinstance(message, tuple) else (message,)
            if texts[0]:
                yield context, texts[0]
