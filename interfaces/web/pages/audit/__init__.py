"""For the auditor who trusts nobody: cases and the office at any moment, rules, proofs, exports."""

from fastapi import APIRouter

from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.pages.audit import exports, listing, office, proofs, replay
from interfaces.web.pages.audit.asking import READERS

router = APIRouter()
for part in (listing, office, exports, proofs, replay):
    router.routes.extend(part.router.routes)

GROUP = Group(name="audit", router=router, nav=(Entry(label=N_("审计"), href="/audit", roles=READERS),))
