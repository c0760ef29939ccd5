"""The groups of pages, in the order of the bar."""

from interfaces.web.pages import account, cases, front, guide, single_sign_on, supervisor

GROUPS = (
    front.GROUP,
    cases.GROUP,
    supervisor.GROUP,
    account.GROUP,
    single_sign_on.GROUP,
    guide.GROUP,
)
