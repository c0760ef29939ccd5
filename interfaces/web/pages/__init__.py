"""The groups of pages, in the order of the bar."""

from interfaces.web.pages import account, cases, clerk, front, guide, single_sign_on, voter

GROUPS = (
    front.GROUP,
    voter.GROUP,
    clerk.GROUP,
    cases.GROUP,
    account.GROUP,
    single_sign_on.GROUP,
    guide.GROUP,
)
