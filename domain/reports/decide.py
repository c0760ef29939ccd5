"""Who publishes a report, and when. Pure; raises `Refused`."""

from domain.policies.contact_work import ContactWork
from domain.reports import commands, events
from domain.reports.state import Report, Stage
from domain.shared.acting import admit
from domain.shared.people import Role
from domain.shared.refusal import OutOfOrder
from domain.shared.stamp import Stamp

MAY: dict[type, frozenset[Role]] = {commands.Publish: frozenset({Role.SUPERVISOR})}
LEGAL: dict[type, frozenset[Stage]] = {commands.Publish: frozenset(Stage)}


def decide(command: commands.Command, state: Report, *, stamp: Stamp, work: ContactWork) -> tuple[events.Event, ...]:
    """Return the events that follow; none for a report that is out already. Raises a `Refused`."""
    admit(type(command), state.stage, stamp, may=MAY, legal=LEGAL, otherwise=OutOfOrder)
    if state.stage is Stage.PUBLISHED:
        return ()
    return (events.Published(snapshot=command.snapshot),)
