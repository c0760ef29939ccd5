"""Which command is legal at which stage of a deputy, a group, a selection."""

from domain.deputies import commands as c
from domain.deputies.state import Stage

_NEW = frozenset({Stage.UNKNOWN})
_DEPUTY, _GROUP = frozenset({Stage.REGISTERED}), frozenset({Stage.FORMED})
LEGAL: dict[type, frozenset[Stage]] = {
    c.Register: _NEW,
    c.Correct: _DEPUTY,
    c.TakeMandate: _DEPUTY,
    c.EndMandate: _DEPUTY,
    c.Station: _DEPUTY,
    c.ReportToVoters: _DEPUTY,
    c.Commend: _DEPUTY,
    c.Sanction: _DEPUTY,
    c.Form: _NEW,
    c.Join: _GROUP,
    c.Leave: _GROUP,
    c.NameLeader: _GROUP,
    c.Dissolve: _GROUP,
    c.Open: _NEW,
    c.Rank: frozenset({Stage.OPENED, Stage.RANKED}),
    c.Decide: frozenset({Stage.RANKED}),
    c.CallOff: frozenset({Stage.OPENED, Stage.RANKED}),
}
