"""Who may read the words of the contact work."""

from domain.shared.people import Actor, Role

_DESK = (Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR, Role.SYSTEM)
_PRIVATE = frozenset({"phone", "household", "beneficiary"})
READERS = frozenset(Role) - {Role.VOTER, Role.ADMIN, Role.DATA_OFFICER}
"""Who sees places, deputies and activities at all."""


def reads(actor: Actor, field: str) -> bool:
    """Whether the actor may read a sealed field: a deputy's name is public (代表法 58), whom they helped is not."""
    if field == "name":
        return True
    if field in _PRIVATE:
        return actor.role in _DESK
    return actor.role in (*_DESK, Role.CHAIR, Role.AUDITOR, Role.DEPUTY)
