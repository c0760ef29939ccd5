"""The voter's pages, open to everybody: a case by its code, the receipt, bringing a suggestion, and public cases."""

from interfaces.web.group import Group
from interfaces.web.pages.voter import acting, published, submitting, tracking
from interfaces.web.pages.voter.routes import router

GROUP = Group(name="voter", router=router)

__all__ = ["GROUP", "acting", "published", "submitting", "tracking"]
