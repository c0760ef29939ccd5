"""How the office says no.

Refused
├── NotAllowed     who may not          403
├── OutOfOrder     when it may not be   409
└── Unacceptable   what may not be so   422
"""

from typing import ClassVar

OFFICE_DEFAULT = "office default"


class Refused(Exception):
    """The office says no, names the rule, and nothing changes.

    Each rule is one subclass. Its docstring is the rule in English, `zh` the rule in Chinese, `slug` its name on the
    wire, in the log and in the tests, and `source` the law and article it comes from, or "office default".
    """

    slug: ClassVar[str]
    zh: ClassVar[str]
    source: ClassVar[str] = OFFICE_DEFAULT

    def __init__(self, field: str | None = None) -> None:
        """`field` is the part of the request that broke the rule, where one part did."""
        super().__init__(self.slug)
        self.field = field

    @classmethod
    def en(cls) -> str:
        """The rule in English."""
        return (cls.__doc__ or "").strip()


class NotAllowed(Refused):
    """This person may not do it."""


class OutOfOrder(Refused):
    """It may not be done now."""


class Unacceptable(Refused):
    """What was handed in breaks a rule."""
