"""Personal text, kept so that it can be forgotten.

Events and states carry `Sealed` tokens only. The key lies elsewhere, one per person and case; destroying it
erases the text and changes no event (个人信息保护法 47).
"""

import unicodedata

from domain.shared.refusal import Unacceptable


class WordsUnusable(Unacceptable):
    """Text must hold something to read: not blank, no NUL, no broken characters."""

    slug = "words-unusable"
    zh = "文字为空或含有无法保存的字符。"


class Sealed:
    """A text that only the keeper of its key can read.

    `kid` names the key (one per subject and case), `ct` is nonce, ciphertext and tag in base64, and `d` the
    salted digest that commits to the text after the key is gone.
    """

    __slots__ = ("ct", "d", "kid")

    def __init__(self, kid: str, ct: str, d: str) -> None:
        self.kid, self.ct, self.d = kid, ct, d

    def __eq__(self, other: object) -> bool:
        """Two tokens are equal when they were sealed as one: sealing the same text twice gives two."""
        return isinstance(other, Sealed) and (self.kid, self.ct, self.d) == (other.kid, other.ct, other.d)

    def __hash__(self) -> int:
        return hash((self.kid, self.ct, self.d))

    def __repr__(self) -> str:
        return f"Sealed({self.kid!r})"


class Plain(Sealed):
    """A text on its way to be sealed. It lives between a face and the desk and is never stored."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        super().__init__("", "", "")
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plain) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        """Hide the text: a token may end up in a traceback or a log line."""
        return "Plain(…)"


def plain(text: str, field: str | None = None) -> Plain:
    """Take a person's words in, normalised to NFC. Raises `WordsUnusable`."""
    words = unicodedata.normalize("NFC", text).strip()
    if not words or "\x00" in words or any("\ud800" <= c <= "\udfff" for c in words):
        raise WordsUnusable(field)
    return Plain(words)
