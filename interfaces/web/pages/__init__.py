"""The groups of pages, in the order of the bar."""

from interfaces.web.pages import account, audit, cases, front, guide, single_sign_on

GROUPS = (
    front.GROUP,
    cases.GROUP,
    audit.GROUP,
    account.GROUP,
    single_sign_on.GROUP,
    guide.GROUP,
)
