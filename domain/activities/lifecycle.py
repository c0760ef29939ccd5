"""Which command is legal at which stage of an activity."""

from domain.activities import commands as c
from domain.activities.state import Stage as S

AHEAD = frozenset({S.PLANNED, S.ANNOUNCED})
UNDER_WAY = frozenset({S.OPENED, S.HELD})
LEGAL: dict[type, frozenset[S]] = {
    c.Plan: frozenset({S.UNKNOWN}),
    c.Record: frozenset({S.UNKNOWN}),
    c.Announce: AHEAD,
    c.Open: AHEAD,
    c.CheckIn: frozenset({S.OPENED}),
    c.Attend: UNDER_WAY | {S.CLOSED},
    c.VisitHousehold: UNDER_WAY,
    c.Assist: UNDER_WAY,
    c.Close: frozenset({S.OPENED}),
    c.Summarise: frozenset({S.CLOSED, S.HELD}),
    c.Cancel: AHEAD,
    c.Postpone: AHEAD,
}
