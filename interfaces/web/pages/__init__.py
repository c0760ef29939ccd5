"""The groups of pages, in the order of the bar."""

from interfaces.web.pages import account, cases, front, guide, single_sign_on

GROUPS = (
    front.GROUP,
    cases.GROUP,
    account.GROUP,
    single_sign_on.GROUP,
    guide.GROUP,
)
