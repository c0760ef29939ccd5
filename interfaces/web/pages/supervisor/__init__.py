"""The supervising office: the dashboard, triage, rulings, supervision, figures, reviews; and the callers' list."""

from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.pages.supervisor import (
    calls,
    dashboard,
    figures,
    reviews,
    rulings,
    statistics,
    supervision,
    triage,
    units,
)
from interfaces.web.pages.supervisor.asking import COUNTERS, OVERSEERS, SUPERVISOR, router

GROUP = Group(
    name="supervisor",
    router=router,
    nav=(
        Entry(label=N_("工作台"), href="/dashboard", roles=COUNTERS),
        Entry(label=N_("分办"), href="/triage", roles=triage.PLACERS),
        Entry(label=N_("审批"), href="/rulings", roles=SUPERVISOR),
        Entry(label=N_("督办"), href="/supervision", roles=OVERSEERS),
        Entry(label=N_("复核"), href="/reviews", roles=SUPERVISOR),
        Entry(label=N_("统计"), href="/statistics", roles=COUNTERS),
        Entry(label=N_("回访"), href="/calls", roles=calls.CALLERS),
    ),
)
__all__ = ["GROUP", "dashboard", "figures", "reviews", "rulings", "statistics", "supervision", "units"]
