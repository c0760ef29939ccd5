"""Who may do what to an activity."""

from domain.activities import commands as c
from domain.shared.people import Role

_DESK = frozenset({Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR})
_DEPUTIES = _DESK | {Role.DEPUTY}
MAY: dict[type, frozenset[Role]] = {
    c.Plan: _DESK,
    c.Record: _DEPUTIES,
    c.Announce: _DESK,
    c.Open: _DESK,
    c.CheckIn: _DEPUTIES,
    c.Attend: _DESK,
    c.VisitHousehold: _DEPUTIES,
    c.Assist: _DEPUTIES,
    c.Close: _DESK,
    c.Summarise: _DEPUTIES,
    c.Cancel: _DESK,
    c.Postpone: _DESK,
}
