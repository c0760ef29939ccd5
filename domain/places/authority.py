"""Who may do what to a place."""

from domain.places import commands as c
from domain.shared.people import Role

_OFFICE = frozenset({Role.SUPERVISOR})
_DESK = frozenset({Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR})
MAY: dict[type, frozenset[Role]] = {
    c.Establish: _OFFICE | {Role.SYSTEM},
    c.Change: _OFFICE | {Role.STATION_HEAD},
    c.NameStaff: _OFFICE | {Role.STATION_HEAD},
    c.SetRota: _DESK,
    c.CheckHaves: _DESK,
    c.Assess: _OFFICE,
    c.PostNotice: _DESK,
    c.TakeDownNotice: _DESK,
    c.IssueRegulation: _OFFICE,
    c.ReviseRegulation: _OFFICE,
    c.RepealRegulation: _OFFICE,
    c.Close: _OFFICE,
}
