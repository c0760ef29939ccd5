"""The words of the API, pages and CLI for commands and events, derived from the classes' own names."""

import re
from functools import cache

from domain.contact.nouns import NOUNS, OF_EVENT, Event
from domain.shared.people import Role
from domain.suggestion import commands, events
from domain.suggestion.authority import MAY


@cache
def _words(name: str, joint: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", joint, name).lower()


def verb(command: type) -> str:
    """Such as `request-return` for `RequestReturn`."""
    return _words(command.__name__, "-")


def event_name(event: type[events.Event]) -> str:
    """Such as `return_requested` for `ReturnRequested`."""
    return _words(event.__name__, "_")


def full_name(event: type[events.Event] | type[Event]) -> str:
    """The event's name with its noun, such as `suggestion.closed` or `activity.closed`."""
    noun = OF_EVENT[event].name if event in OF_EVENT else "suggestion"
    return f"{noun}.{_words(event.__name__, '_')}"


CONTACT_VERBS: dict[str, dict[str, type]] = {
    noun.name: {
        verb(command): command
        for command in noun.commands
        if command not in noun.opening and noun.may[command] != {Role.SYSTEM}
    }
    for noun in NOUNS
}
"""Of each noun of the contact work: every command that a person may give to one that was begun."""

_NOT_GIVEN = (commands.Receive, commands.RecordLedgerEntry, commands.RecordLedgerAnswer)
"""Registration has a route of its own, and old ledgers come in through the import."""

VERBS: dict[str, type[commands.Command]] = {
    verb(command): command for command, roles in MAY.items() if roles != {Role.SYSTEM} and command not in _NOT_GIVEN
}
"""Every command that a person may give to a registered case."""
