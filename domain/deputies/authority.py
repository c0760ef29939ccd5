"""Who may do what to a deputy, a group, a selection."""

from domain.deputies import commands as c
from domain.shared.people import Role

_OFFICE = frozenset({Role.SUPERVISOR})
MAY: dict[type, frozenset[Role]] = {
    c.Register: _OFFICE | {Role.SYSTEM},
    c.Correct: _OFFICE,
    c.TakeMandate: _OFFICE | {Role.SYSTEM},
    c.EndMandate: _OFFICE,
    c.Station: _OFFICE | {Role.STATION_HEAD, Role.SYSTEM},
    c.ReportToVoters: _OFFICE | {Role.CLERK, Role.STATION_HEAD, Role.DEPUTY},
    c.Commend: _OFFICE,
    c.Sanction: _OFFICE,
    c.Form: _OFFICE | {Role.STATION_HEAD},
    c.Join: _OFFICE | {Role.STATION_HEAD},
    c.Leave: _OFFICE | {Role.STATION_HEAD},
    c.NameLeader: _OFFICE | {Role.STATION_HEAD},
    c.Dissolve: _OFFICE,
    c.Open: _OFFICE,
    c.Rank: _OFFICE,
    c.Decide: frozenset({Role.CHAIR}),
    c.CallOff: _OFFICE | {Role.CHAIR},
}
