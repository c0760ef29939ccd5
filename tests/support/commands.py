"""Commands given straight to the desk, where HTTP is not what is tried."""

from uuid import uuid4

from application.ports import Receipt, Request
from domain.shared.identity import ActorId, Channel, CommandId, OrgCode, SuggestionId
from domain.shared.people import OFFICE, Actor, Role
from domain.shared.sealed import plain
from domain.suggestion import commands
from domain.suggestion.particulars import Voter
from infrastructure.bootstrap import Plant


def person(role: Role, org: str = OFFICE) -> Actor:
    """Somebody of a role."""
    return Actor(id=ActorId(f"a-{role.value}-{org}"), role=role, org=OrgCode(org))


CLERK = person(Role.CLERK)


def request(by: Actor = CLERK) -> Request:
    """A request nobody has made before."""
    return Request(by=by, command_id=CommandId(uuid4()), content=b"{}")


def receive(text: str = "路灯坏了", name: str = "李某") -> commands.Receive:
    """A suggestion."""
    return commands.Receive(text=plain(text), channel=Channel("visit"), voter=Voter(name=plain(name)))


def received(plant: Plant, text: str = "路灯坏了", name: str = "李某") -> Receipt:
    """Register a suggestion."""
    return plant.system.desk.receive(receive(text, name), request())


def give(plant: Plant, case: SuggestionId, command: commands.Command, by: Actor) -> Receipt:
    """Give a command."""
    return plant.system.desk.handle(case, command, request(by))
