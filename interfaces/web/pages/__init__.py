"""The groups of pages, in the order of the bar."""

from interfaces.web.pages import account, cases, front, guide

GROUPS = (
    front.GROUP,
    cases.GROUP,
    account.GROUP,
    guide.GROUP,
)
