"""English is whole: nothing missing, stale, empty, fuzzy or said two ways."""

from babel.messages.pofile import read_po

from interfaces.web.languages import CATALOGUES, messages
from tests.support.catalogues import ROOT, asked_for
from tests.support.po import missing


def test_every_marked_text_has_an_entry_and_every_entry_a_text() -> None:
    assert missing() == {}
    asked = set(asked_for())
    assert [str(message.id) for _, message in messages() if (message.context, message.id) not in asked] == []


def test_no_entry_is_empty_or_fuzzy_and_placeholders_agree() -> None:
    for file, message in messages():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), f"{file.name}: {message.id}"
        assert not message.fuzzy, f"{file.name}: {message.id}"
        assert [str(error) for error in message.check()] == [], f"{file.name}: {message.id}"


def test_catalogues_do_not_say_one_text_two_ways() -> None:
    said: dict[object, object] = {}
    for file, message in messages():
        key = (message.context, message.id)
        assert said.setdefault(key, message.string) == message.string, f"{file.name}: {message.id}"


def test_every_catalogue_can_be_read_strictly() -> None:
    for file in CATALOGUES.glob("*.po"):
        with file.open("rb") as opened:
            read_po(opened, locale="en", abort_invalid=True)


def test_no_template_switches_escaping_off() -> None:
    for template in (ROOT / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", "") and "autoescape" not in text, template
