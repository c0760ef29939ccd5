"""Writes what is missing from the catalogues as empty entries, for whoever adds pages: `python -m tests.support.po`."""

from interfaces.web.languages import messages
from tests.support.catalogues import asked_for


def missing() -> dict[str, list[tuple[str | None, str]]]:
    """Texts without an entry, by the group whose catalogue they belong in."""
    known = {(message.context, message.id) for _, message in messages()}
    found: dict[str, list[tuple[str | None, str]]] = {}
    for asked, files in sorted(asked_for().items(), key=lambda item: item[0][1]):
        if asked not in known:
            found.setdefault(group_of(files), []).append(asked)
    return found


def group_of(files: set[str]) -> str:
    """The group a text belongs to; the frame's where several groups or the frame itself use it."""
    groups = {file.split("/")[1].removesuffix(".py") if "/" in file else "frame" for file in files}
    groups = {"frame" if name.endswith(".html") else name for name in groups}
    return groups.pop() if len(groups) == 1 else "frame"


if __name__ == "__main__":
    for group, texts in missing().items():
        print(f"\n# locale/en/{group}.po")
        for context, text in texts:
            print(f'\n{f"msgctxt {chr(34)}{context}{chr(34)}" if context else ""}msgid "{text}"\nmsgstr ""')
