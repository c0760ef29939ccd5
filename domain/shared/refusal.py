"""How the office says no.

Refused
├── NotAllowed     who may not          403
├── OutOfOrder     when it may not be   409
└── Unacceptable   what may not be so   422
"""

from typing import ClassVar

OFFICE_DEFAULT = "office default"


class Told(Exception):
    """Something a person is told in both languages, under a name that is the same on the wire, in logs and tests.

    Each subclass is one such thing: its docstring says it in English, `zh` in Chinese, and `slug` names it.
    """

    slug: ClassVar[str]
    zh: ClassVar[str]

    def __init__(self, field: str | None = None) -> None:
        """`field` is the part of the request it is about, where it is about one."""
        super().__init__(self.slug)
        self.field = field

    @classmethod
    def en(cls) -> str:
        """What is said, in English."""
        return (cls.__doc__ or "").strip()


class Refused(Told):
    """The office says no, names the rule, and nothing changes.

    `source` is the law and article the rule comes from, or "office default".
    """

    source: ClassVar[str] = OFFICE_DEFAULT


class NotAllowed(Refused):
    """This person may not do it."""


class OutOfOrder(Refused):
    """It may not be done now."""


class Unacceptable(Refused):
    """What was handed in breaks a rule."""
