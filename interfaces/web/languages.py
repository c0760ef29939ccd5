"""The pages' languages: Chinese is what the templates say, English comes from catalogues compiled at the start."""

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from interfaces.outcomes import language_of

COOKIE = "huying_lang"
CATALOGUES = Path(__file__).parent / "locale" / "en"
PSEUDO = "x-pseudo"
"""A language for tests: whatever went through the catalogue stands between ⟦ and ⟧."""


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


class Pseudo(NullTranslations):
    """Marks what it is asked to translate."""

    def gettext(self, message: str) -> str:
        """See the base."""
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """See the base."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        """See the base."""
        return f"⟦{message}⟧"

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """See the base."""
        return self.ngettext(msgid1, msgid2, n)


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the pages."""

    code: str
    """As `lang` and Content-Language have it."""
    key: str
    """`zh` or `en`, as the sentences of the domain are kept."""
    translations: NullTranslations

    def told(self, text: str) -> str:
        """A text that was already in this language, such as a sentence of the domain."""
        return self.translations.gettext(text) if isinstance(self.translations, Pseudo) else text


def messages() -> Iterator[tuple[Path, Message]]:
    """Every entry of every catalogue file."""
    for file in sorted(CATALOGUES.glob("*.po")):
        with file.open("rb") as opened:
            yield from ((file, message) for message in read_po(opened, locale="en") if message.id)


def english() -> GNUTranslations:
    """The English catalogue, all files as one."""
    whole = Catalog(locale="en")
    for _, message in messages():
        whole.add(message.id, message.string, context=message.context)
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return GNUTranslations(compiled)


def languages(*, pseudo: bool) -> dict[str, Language]:
    """The languages by their codes."""
    found = {"zh": Language("zh-CN", "zh", NullTranslations()), "en": Language("en", "en", english())}
    if pseudo:
        found[PSEUDO] = Language("zh-CN", "zh", Pseudo())
    return found


def chosen(asked: str | None, cookie: str | None, header: str | None, known: dict[str, Language]) -> str:
    """Which language a request is answered in: asked for, remembered, preferred, or Chinese.

    Only the primary tag counts: who asks for `zh-TW` reads `zh`.
    """
    for wish in (asked, cookie):
        primary = wish if wish == PSEUDO else (wish or "").split("-")[0].lower()
        if primary in known:
            return primary
    return language_of(header)
