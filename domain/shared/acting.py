"""What every command is asked before any other question: may this person at all, and is it the time for it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from domain.shared.people import Role
from domain.shared.refusal import NotAllowed, OutOfOrder, Unacceptable
from domain.shared.stamp import Stamp

S = TypeVar("S", bound=StrEnum)


class RoleMayNot(NotAllowed):
    """This role may not do this."""

    slug = "role-may-not"
    zh = "此角色无权办理该事项。"


class OccurredInFuture(Unacceptable):
    """A fact cannot have happened after it is recorded."""

    slug = "occurred-in-future"
    zh = "发生时间不得晚于登记时间。"


def admit(
    command: type,
    stage: S,
    stamp: Stamp,
    *,
    may: Mapping[type, frozenset[Role]],
    legal: Mapping[type, frozenset[S]],
    otherwise: type[OutOfOrder],
) -> None:
    """Let a command through to its own rules. Raises `RoleMayNot`, the noun's `otherwise`, or `OccurredInFuture`."""
    if stamp.by.role not in may[command]:
        raise RoleMayNot()
    if stage not in legal[command]:
        raise otherwise()
    if stamp.occurred_at > stamp.at:
        raise OccurredInFuture("occurred_at")
