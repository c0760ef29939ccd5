"""The groups of pages, in the order of the bar."""

from interfaces.web.pages import (
    account,
    acts,
    admin,
    audit,
    cases,
    clerk,
    department,
    editions,
    front,
    guide,
    officer,
    reply,
    single_sign_on,
    supervisor,
    voter,
)

GROUPS = (
    front.GROUP,
    voter.GROUP,
    clerk.GROUP,
    department.GROUP,
    cases.GROUP,
    supervisor.GROUP,
    acts.GROUP,
    reply.GROUP,
    admin.GROUP,
    editions.GROUP,
    officer.GROUP,
    audit.GROUP,
    account.GROUP,
    single_sign_on.GROUP,
    guide.GROUP,
)
