"""Who gives commands at the machine itself."""

from domain.shared.identity import ActorId
from domain.shared.people import OFFICE, Actor, Role

SYSTEM = Actor(id=ActorId("system"), role=Role.SYSTEM, org=OFFICE)
"""The service, acting by rule or on the word of whoever runs its command line."""
