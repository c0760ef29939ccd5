"""A handling unit's inbox: what it owes, by its last day, and signing for many cases at once."""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from application.codebook import CodeList
from application.department_inbox import InboxLine, InboxWanted, Queue
from application.errors import Trouble
from domain.shared.identity import SuggestionId
from domain.shared.people import Role
from domain.shared.refusal import Refused
from domain.suggestion import commands
from interfaces.requests import asked, wait_for
from interfaces.web.chips import Chip, chip
from interfaces.web.choosing import entries
from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.reading import days_left
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

router = APIRouter()
DEPARTMENT = frozenset({Role.DEPARTMENT})
MOST_AT_ONCE = 50
QUEUES: dict[Queue, tuple[str, str]] = {
    Queue.UNSIGNED: (N_("待签收"), N_("没有待签收的件。新交办的件会先到这里；可以去看“办理中”。")),
    Queue.WORKING: (N_("办理中"), N_("没有正在办理的件。先看看“待签收”里有没有新件。")),
    Queue.OPINIONS: (N_("待补充协办意见"), N_("没有等您提交协办意见的件。")),
    Queue.ANSWERED: (N_("已答复"), N_("还没有答复过的件。答复后可以在这里查看送达和评价。")),
    Queue.RETURNED: (N_("已退办"), N_("没有退办成功的件。申请退回在每件的页面上办理。")),
    Queue.NOTICES: (N_("督办待回应"), N_("没有等待回应的督办单。")),
}
"""What each queue is called, and what to do where it is empty."""
DUES = {"late": N_("已逾期"), "today": N_("今日到期"), "soon": N_("三日内到期")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; whatever does not fit is left out."""

    tab: str = Queue.UNSIGNED.value
    due: str = ""
    category: str = ""
    q: str = ""
    page: int = 1
    after: int | None = None

    def wanted(self, visit: Visit) -> InboxWanted:
        """As the reader takes it."""
        queue = next((one for one in Queue if one.value == self.tab), Queue.UNSIGNED)
        due = self.due if self.due in DUES else None
        return InboxWanted(
            unit=visit.actor.org, queue=queue, due=due, category=self.category or None, q=self.q or None, page=self.page
        )

    def address(self, **other: object) -> str:
        """The same list with something else about it."""
        told = {"tab": self.tab, "due": self.due, "category": self.category, "q": self.q, "page": self.page} | other
        return "/inbox?" + urlencode({k: v for k, v in told.items() if v and (k, v) != ("page", 1)})


@dataclass(frozen=True, slots=True)
class Signed:
    """What became of signing for one case; `why` where it was not signed."""

    number: str
    title: str
    case: UUID
    why: str = ""


@router.get("/inbox")
def inbox(
    visit: Annotated[Visit, Depends(signed_in_page(DEPARTMENT))],
    tab: str = "",
    due: str = "",
    category: str = "",
    q: str = "",
    page: int = 1,
    after: int | None = None,
) -> Response:
    """One queue, by the last day; without a queue asked for, the first that holds something pressing."""
    wait_for(visit.system.views, after)
    now, system = visit.system.clock.now(), visit.system
    wish = Asked(tab or Queue.UNSIGNED.value, due, category, q[:200], min(max(page, 1), 10_000))
    found = system.department_inbox.page(wish.wanted(visit), now)
    if not tab and not found.counts[Queue.UNSIGNED]:
        wish = Asked(_first_with_work(found.counts), due, category, wish.q, 1)
        found = system.department_inbox.page(wish.wanted(visit), now)
    queue = wish.wanted(visit).queue
    told: dict[str, Any] = {
        "asked": wish,
        "queue": queue.value,
        "tabs": [(one.value, QUEUES[one][0], found.counts[one], wish.address(tab=one.value, page=1)) for one in Queue],
        "empty": QUEUES[queue][1],
        "found": found,
        "lines": [(line, _chip(visit, line, queue)) for line in found.lines],
        "dues": DUES,
        "categories": entries(visit, CodeList.CATEGORY),
        "now": now.isoformat(),
    }
    return render(visit, "department/inbox.html", crumbs=((visit.say(N_("收件箱")), ""),), **told)


@router.post("/inbox/sign")
def sign_many(sent: Annotated[Sent, Depends(signed_in_form(DEPARTMENT))]) -> Response:
    """Ask once whether to sign for the chosen cases, and then sign each: one event per case, and told one by one."""
    chosen = _chosen(sent)
    if not chosen:
        return RedirectResponse("/inbox?tab=unsigned", 303)
    crumbs = ((sent.visit.say(N_("收件箱")), "/inbox"), (sent.visit.say(N_("批量签收")), ""))
    if sent.text("confirmed"):
        done = [_sign(sent, case) for case in chosen]
        return render(sent.visit, "department/signed.html", done=done, crumbs=crumbs)
    cases = [_named(sent.visit, case) for case in chosen]
    key = str(sent.visit.system.clock.new_id())
    return render(sent.visit, "department/sign.html", cases=cases, key=key, crumbs=crumbs)


def _first_with_work(counts: Any) -> str:
    order = (Queue.NOTICES, Queue.WORKING, Queue.OPINIONS)
    return next((queue.value for queue in order if counts[queue]), Queue.UNSIGNED.value)


def _chip(visit: Visit, line: InboxLine, queue: Queue) -> Chip:
    if queue in (Queue.ANSWERED, Queue.RETURNED):
        return chip("answered", line.due_on, None, overdue=False, provisional=False)
    left = days_left(visit, line.due_on)
    return chip("handling", line.due_on, left, overdue=line.overdue, provisional=line.provisional)


def _chosen(sent: Sent) -> list[UUID]:
    """The cases ticked, each once and no more than can be signed at once."""
    found: dict[UUID, None] = {}
    for value in sent.form.getlist("case")[:MOST_AT_ONCE]:
        try:
            found[UUID(str(value))] = None
        except ValueError:
            continue
    return list(found)


def _named(visit: Visit, case: UUID) -> Signed:
    facts = visit.system.casefile.read(SuggestionId(case), visit.actor).facts
    return Signed(facts["case_number"], facts["title"] or (facts["text"] or "")[:40], case)


def _sign(sent: Sent, case: UUID) -> Signed:
    """Sign for one; the key of the form and the case together make a repeat the same request."""
    visit = sent.visit
    named = _named(visit, case)
    request = asked(visit.system, visit.actor, f"{case} sign", {}, key=f"{sent.text('idempotency_key')} {case}")
    try:
        receipt = visit.system.desk.handle(SuggestionId(case), commands.Sign(), request)
    except (Refused, Trouble) as no:
        return Signed(named.number, named.title, case, visit.told(no))
    already = "" if receipt.events else visit.say(N_("此前已经签收。"))
    return Signed(named.number, named.title, case, already)


GROUP = Group(
    name="department",
    router=router,
    nav=(Entry(label=N_("收件箱"), href="/inbox", roles=DEPARTMENT),),
)
