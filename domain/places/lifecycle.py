"""Which command is legal at which stage of a place."""

from domain.places import commands as c
from domain.places.state import Stage

OPEN = frozenset({Stage.OPEN})
LEGAL: dict[type, frozenset[Stage]] = {
    c.Establish: frozenset({Stage.UNKNOWN}),
    c.Change: OPEN,
    c.NameStaff: OPEN,
    c.SetRota: OPEN,
    c.CheckHaves: OPEN,
    c.Assess: OPEN,
    c.PostNotice: OPEN,
    c.TakeDownNotice: OPEN,
    c.IssueRegulation: OPEN,
    c.ReviseRegulation: OPEN,
    c.RepealRegulation: OPEN,
    c.Close: OPEN,
}
