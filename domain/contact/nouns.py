"""The nouns of the contact work, with their rules: one table behind the desk, the store, the API and the verifier."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from domain.activities import authority as activity_authority
from domain.activities import commands as ac
from domain.activities import events as ae
from domain.activities import lifecycle as activity_lifecycle
from domain.activities import state as activity
from domain.activities.decide import decide as decide_activity
from domain.deputies import authority as deputy_authority
from domain.deputies import commands as dc
from domain.deputies import events as de
from domain.deputies import lifecycle as deputy_lifecycle
from domain.deputies import state as deputy
from domain.deputies.decide import decide_deputy, decide_group, decide_selection
from domain.places import authority as place_authority
from domain.places import commands as pc
from domain.places import events as pe
from domain.places import lifecycle as place_lifecycle
from domain.places import state as place
from domain.places.decide import decide as decide_place
from domain.reports import commands as rc
from domain.reports import decide as report_rules
from domain.reports import events as re
from domain.reports import state as report
from domain.shared.people import Role

Command = pc.Command | dc.DeputyCommand | dc.GroupCommand | dc.SelectionCommand | ac.Command | rc.Command
Event = pe.Event | de.DeputyEvent | de.GroupEvent | de.SelectionEvent | ae.Event | re.Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """One noun: what may be asked, what may happen, and how one follows from the other."""

    name: str
    plural: str
    zh: str
    causes: Mapping[type, tuple[type, ...]]
    """Which commands have each event as their outcome."""
    initial: Any
    evolve: Callable[[Any, Any, Any], Any]
    decide: Callable[..., tuple[Any, ...]]
    may: Mapping[type, frozenset[Role]]
    legal: Mapping[type, frozenset[Any]]
    opening: tuple[type, ...]
    """The commands that begin one."""
    commands: tuple[type, ...]


PLACE = Noun(
    name="place",
    plural="places",
    zh="站点",
    causes={
        pe.Established: (pc.Establish,),
        pe.Changed: (pc.Change,),
        pe.StaffNamed: (pc.NameStaff,),
        pe.RotaSet: (pc.SetRota,),
        pe.HavesChecked: (pc.CheckHaves,),
        pe.Assessed: (pc.Assess,),
        pe.NoticePosted: (pc.PostNotice,),
        pe.NoticeTakenDown: (pc.TakeDownNotice,),
        pe.RegulationIssued: (pc.IssueRegulation,),
        pe.RegulationRevised: (pc.ReviseRegulation,),
        pe.RegulationRepealed: (pc.RepealRegulation,),
        pe.Closed: (pc.Close,),
    },
    initial=place.INITIAL,
    evolve=place.evolve,
    decide=decide_place,
    may=place_authority.MAY,
    legal=place_lifecycle.LEGAL,
    opening=(pc.Establish,),
    commands=(*get_args(pc.Running), *get_args(pc.Regulating)),
)
DEPUTY = Noun(
    name="deputy",
    plural="deputies",
    zh="代表",
    causes={
        de.Registered: (dc.Register,),
        de.Corrected: (dc.Correct,),
        de.MandateTaken: (dc.Register, dc.TakeMandate),
        de.MandateEnded: (dc.EndMandate,),
        de.Stationed: (dc.Register, dc.Station),
        de.ReportedToVoters: (dc.ReportToVoters,),
        de.Commended: (dc.Commend,),
        de.Sanctioned: (dc.Sanction,),
    },
    initial=deputy.Deputy(),
    evolve=deputy.evolve_deputy,
    decide=decide_deputy,
    may=deputy_authority.MAY,
    legal=deputy_lifecycle.LEGAL,
    opening=(dc.Register,),
    commands=get_args(dc.DeputyCommand),
)
GROUP = Noun(
    name="group",
    plural="groups",
    zh="代表小组",
    causes={
        de.Formed: (dc.Form,),
        de.Joined: (dc.Join,),
        de.Left: (dc.Leave,),
        de.LeaderNamed: (dc.NameLeader,),
        de.Dissolved: (dc.Dissolve,),
    },
    initial=deputy.Group(),
    evolve=deputy.evolve_group,
    decide=decide_group,
    may=deputy_authority.MAY,
    legal=deputy_lifecycle.LEGAL,
    opening=(dc.Form,),
    commands=get_args(dc.GroupCommand),
)
SELECTION = Noun(
    name="selection",
    plural="selections",
    zh="五好评选",
    causes={
        de.Opened: (dc.Open,),
        de.Ranked: (dc.Rank,),
        de.Decided: (dc.Decide,),
        de.CalledOff: (dc.CallOff,),
    },
    initial=deputy.Selection(),
    evolve=deputy.evolve_selection,
    decide=decide_selection,
    may=deputy_authority.MAY,
    legal=deputy_lifecycle.LEGAL,
    opening=(dc.Open,),
    commands=get_args(dc.SelectionCommand),
)
ACTIVITY = Noun(
    name="activity",
    plural="activities",
    zh="活动",
    causes={
        ae.Planned: (ac.Plan,),
        ae.Held: (ac.Record,),
        ae.Announced: (ac.Announce,),
        ae.Opened: (ac.Open,),
        ae.DeputyCheckedIn: (ac.CheckIn,),
        ae.Attended: (ac.Attend, ac.Record),
        ae.HouseholdVisited: (ac.VisitHousehold,),
        ae.AssistanceGiven: (ac.Assist,),
        ae.Closed: (ac.Close,),
        ae.Summarised: (ac.Summarise,),
        ae.Cancelled: (ac.Cancel,),
        ae.Postponed: (ac.Postpone,),
    },
    initial=activity.INITIAL,
    evolve=activity.evolve,
    decide=decide_activity,
    may=activity_authority.MAY,
    legal=activity_lifecycle.LEGAL,
    opening=(ac.Plan, ac.Record),
    commands=get_args(ac.Command),
)
REPORT = Noun(
    name="report",
    plural="reports",
    zh="汇报",
    causes={re.Published: (rc.Publish,)},
    initial=report.INITIAL,
    evolve=report.evolve,
    decide=report_rules.decide,
    may=report_rules.MAY,
    legal=report_rules.LEGAL,
    opening=(rc.Publish,),
    commands=(rc.Publish,),
)
NOUNS: tuple[Noun, ...] = (PLACE, DEPUTY, GROUP, SELECTION, ACTIVITY)
"""Those whose commands people give; a report is composed by the office itself and published."""
RECORDED: tuple[Noun, ...] = (*NOUNS, REPORT)
"""Those whose events stand in the log."""
BY_NAME: Mapping[str, Noun] = {noun.name: noun for noun in RECORDED}
OF_EVENT: Mapping[type, Noun] = {event: noun for noun in RECORDED for event in noun.causes}
OF_COMMAND: Mapping[type, Noun] = {command: noun for noun in RECORDED for command in noun.commands}
