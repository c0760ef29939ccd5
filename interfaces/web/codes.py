"""A receipt code as people bring it: looked up, and wrong ones counted by where they come from."""

from urllib.parse import quote

from domain.shared.identity import SuggestionId
from interfaces.web.visiting import Visit

MOST_LOOKUPS = 20
"""Wrong codes from one address in a quarter of an hour: a station's visitors may share one."""
GROUP = 4
"""Characters read out at a time."""


def address_of(visit: Visit) -> str:
    """Where a request comes from, to count attempts by."""
    return visit.request.client.host if visit.request.client else "unknown"


def case_of(visit: Visit, code: str) -> SuggestionId:
    """The case of a code. Raises `NotFound` for an unknown and a mistyped one alike, and `TooManyAttempts`."""
    throttle, address = visit.system.throttle, address_of(visit)
    throttle.attempt("code", address, most=MOST_LOOKUPS)
    case = visit.system.tracking.case(code)
    throttle.forgive("code", address)
    return case


def tracking_path(code: str) -> str:
    """Where a case is tracked."""
    return f"/t/{quote(code, safe='')}"


def groups(code: str) -> list[str]:
    """A code in the groups it is printed in."""
    letters = "".join(c for c in code if c not in "- ").upper()
    return [letters[n : n + GROUP] for n in range(0, len(letters), GROUP)]
