"""What places are called on paper: the name in the register of places, the code where it has none."""

from collections.abc import Callable

from application.contact import known, place_id
from application.ports import EventLog
from domain.contact.nouns import PLACE
from domain.shared.identity import OrgCode


def places_called(log: EventLog) -> Callable[[str], str]:
    """Ask the log each time: a name may have changed since."""

    def called(code: str) -> str:
        place = place_id(OrgCode(code))
        history = log.contact_histories([place], log.head()).get(place, ())
        return str(known(PLACE, history).name or code) if history else code

    return called
