"""The words of the API, pages and CLI for commands and events, derived from the classes' own names."""

import re
from functools import cache

from domain.shared.people import Role
from domain.suggestion import commands, events
from domain.suggestion.authority import MAY


@cache
def _words(name: str, joint: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", joint, name).lower()


def verb(command: type[commands.Command]) -> str:
    """Such as `request-return` for `RequestReturn`."""
    return _words(command.__name__, "-")


def event_name(event: type[events.Event]) -> str:
    """Such as `return_requested` for `ReturnRequested`."""
    return _words(event.__name__, "_")


_NOT_GIVEN = (commands.Receive, commands.RecordLedgerEntry, commands.RecordLedgerAnswer)
"""Registration has a route of its own, and old ledgers come in through the import."""

VERBS: dict[str, type[commands.Command]] = {
    verb(command): command for command, roles in MAY.items() if roles != {Role.SYSTEM} and command not in _NOT_GIVEN
}
"""Every command that a person may give to a registered case."""
