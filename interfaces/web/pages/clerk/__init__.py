"""The clerk's pages: registering, a reception day, handing answers over, call-backs, and old ledgers."""

from domain.shared.people import Role
from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.pages.clerk import calling, delivering, importing, reception, registering, today
from interfaces.web.pages.clerk.routes import DESK, IMPORTERS, LARGEST_LEDGER, router

GROUP = Group(
    name="clerk",
    router=router,
    nav=(
        Entry(label=N_("工作台"), href="/desk", roles=DESK),
        Entry(label=N_("登记"), href="/desk/new", roles=DESK),
        Entry(label=N_("接待日"), href="/desk/day", roles=DESK),
        Entry(label=N_("送达"), href="/desk/deliver", roles=DESK),
        Entry(label=N_("导入"), href="/desk/import", roles=IMPORTERS),
        Entry(label=N_("回访"), href="/desk/calls", roles=frozenset({Role.CALLER})),
    ),
    largest={"/desk/import": LARGEST_LEDGER},
)

__all__ = ["GROUP", "calling", "delivering", "importing", "reception", "registering", "today"]
