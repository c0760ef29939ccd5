"""The groups of pages, in the order of the bar."""

from interfaces.web.pages import account, acts, cases, department, front, guide, reply, single_sign_on

GROUPS = (
    front.GROUP,
    department.GROUP,
    cases.GROUP,
    acts.GROUP,
    reply.GROUP,
    account.GROUP,
    single_sign_on.GROUP,
    guide.GROUP,
)
