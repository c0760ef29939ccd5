"""Administration: what codes stand for, who works here, and their tokens. Never the content of a case."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from application.codebook import KINDS, CodeEntry, CodeList
from application.errors import EntryUnusable, LoginTaken, PasswordTooShort
from application.staff import PER_PAGE, PeopleWanted
from domain.shared.identity import ActorId
from domain.shared.people import Role
from interfaces.outcomes import outcome_of
from interfaces.web.choosing import entries
from interfaces.web.forms import Draft, Fault
from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

router = APIRouter()
ADMIN = frozenset({Role.ADMIN})
Admin = Annotated[Visit, Depends(signed_in_page(ADMIN))]
AdminForm = Annotated[Sent, Depends(signed_in_form(ADMIN))]
HOME = N_("系统管理")
LISTS: dict[CodeList, str] = {
    CodeList.UNIT: N_("承办单位"),
    CodeList.STATION: N_("联络站"),
    CodeList.CATEGORY: N_("类别"),
}
CODES_PER_PAGE = 80
ENTRY = ("code", "name_zh", "name_en", "kind", "within", "place")
ACCOUNT_ROLES = tuple(role.value for role in Role if role not in (Role.VOTER, Role.SYSTEM))


@router.get("/admin")
def home(visit: Admin) -> Response:
    """What there is to administer."""
    counts = {one: len(visit.system.codebook.entries(one)) for one in CodeList}
    lists = [(one.value, label, counts[one]) for one, label in LISTS.items()]
    return render(visit, "admin/home.html", crumbs=((visit.say(HOME), ""),), lists=lists)


@router.get("/admin/codes/{list}")
def codes(visit: Admin, list: CodeList, page: int = 1) -> Response:
    """One list, and a form for a new entry."""
    return _codes(visit, list, Draft(), page=min(max(page, 1), 10_000))


@router.get("/admin/codes/{list}/{code}")
def code(visit: Admin, list: CodeList, code: str) -> Response:
    """One entry, to be put right."""
    found = next((one for one in visit.system.codebook.entries(list) if one.code == code), None)
    if found is None:
        raise HTTPException(404)
    values = {name: str(getattr(found, name) or "") for name in ENTRY} | ({"retired": "1"} if found.retired else {})
    return _code(visit, list, Draft(values))


@router.post("/admin/codes/{list}")
def enter(sent: AdminForm, list: CodeList) -> Response:
    """Take in a new entry, or the next edition of one."""
    visit = sent.visit
    values = {name: sent.text(name) for name in (*ENTRY, "retired")}
    draft = Draft({name: value for name, value in values.items() if value})
    entry = CodeEntry(
        list=list,
        code=values["code"],
        name_zh=values["name_zh"],
        name_en=values["name_en"],
        kind=values["kind"] or (KINDS[list][0] if len(KINDS[list]) == 1 else ""),
        within=values["within"] or None,
        place=int(values["place"]) if values["place"].isascii() and values["place"].isdigit() else 0,
        retired=bool(values["retired"]),
    )
    try:
        visit.system.codebook.enter([entry], visit.actor.id)
    except EntryUnusable as no:
        draft.faults = [Fault(no.field or "", visit.told(no))]
        page = _code if sent.text("editing") else _codes
        return page(visit, list, draft, status=outcome_of(no).status)
    return RedirectResponse(f"/admin/codes/{list.value}#c-{entry.code}", 303)


@router.get("/admin/people")
def people(visit: Admin, q: str = "", role: str = "", page: int = 1) -> Response:
    """Who works here, found by name, login, organ or role."""
    return _people(visit, Draft(), q=q[:100], role=role, page=min(max(page, 1), 10_000))


@router.post("/admin/people")
def make(sent: AdminForm) -> Response:
    """Make an account; its password is shown this once."""
    visit, values = sent.visit, {name: sent.text(name) for name in ("login", "role", "org")}
    draft = Draft(dict(values))
    draft.faults = [Fault(name, visit.say(N_("必填"))) for name, value in values.items() if not value]
    if values["role"] not in ACCOUNT_ROLES and not draft.fault("role"):
        draft.faults.append(Fault("role", visit.say(N_("请选择一种身份"))))
    if draft.faults:
        return _people(visit, draft, status=422)
    first = str(visit.system.clock.new_id())
    try:
        made = visit.system.accounts.make(**values, password=first)
    except (LoginTaken, PasswordTooShort) as no:
        draft.faults = [Fault("login", visit.told(no))]
        return _people(visit, draft, status=outcome_of(no).status)
    return _shown(visit, values["login"], visit.system.staff.reset_password(made.id, visit.actor.id))


@router.post("/admin/people/disable")
def disable(sent: AdminForm) -> Response:
    """Shut an account; one's own stays open."""
    person = ActorId(sent.text("person"))
    if person != sent.visit.actor.id:
        sent.visit.system.staff.disable(person, sent.visit.actor.id)
    return RedirectResponse("/admin/people", 303)


@router.post("/admin/people/enable")
def enable(sent: AdminForm) -> Response:
    """Open an account again."""
    sent.visit.system.staff.enable(ActorId(sent.text("person")), sent.visit.actor.id)
    return RedirectResponse("/admin/people", 303)


@router.post("/admin/people/password")
def reset(sent: AdminForm) -> Response:
    """Give an account a new password, shown this once."""
    person = ActorId(sent.text("person"))
    password = sent.visit.system.staff.reset_password(person, sent.visit.actor.id)
    return _shown(sent.visit, sent.visit.system.directory.names([person]).get(person, ""), password)


@router.get("/admin/tokens")
def tokens(visit: Admin, page: int = 1) -> Response:
    """Every token that works, newest first."""
    page = min(max(page, 1), 10_000)
    found = visit.system.staff.tokens(page)
    told: dict[str, Any] = {"tokens": found[:PER_PAGE], "more": len(found) > PER_PAGE, "page": page}
    return render(visit, "admin/tokens.html", crumbs=_crumbs(visit, N_("接口令牌")), **told)


@router.post("/admin/tokens/revoke")
def revoke(sent: AdminForm) -> Response:
    """Revoke a token."""
    sent.visit.system.staff.revoke(sent.text("token"), sent.visit.actor.id)
    return RedirectResponse("/admin/tokens", 303)


def _crumbs(visit: Visit, label: str, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (visit.say(HOME), "/admin"), *more, (visit.say(label), "")


def _codes(visit: Visit, which: CodeList, draft: Draft, *, page: int = 1, status: int = 200) -> Response:
    listed = visit.system.codebook.entries(which)
    told: dict[str, Any] = {
        "list": which.value,
        "label": LISTS[which],
        "entries": listed[CODES_PER_PAGE * (page - 1) : CODES_PER_PAGE * page],
        "more": len(listed) > CODES_PER_PAGE * page,
        "page": page,
        "kinds": KINDS[which],
    }
    return render(visit, "admin/codes.html", status=status, draft=draft, crumbs=_crumbs(visit, LISTS[which]), **told)


def _code(visit: Visit, which: CodeList, draft: Draft, *, status: int = 200) -> Response:
    above = (visit.say(LISTS[which]), f"/admin/codes/{which.value}")
    told: dict[str, Any] = {"list": which.value, "label": LISTS[which], "kinds": KINDS[which]}
    crumbs = (*_crumbs(visit, LISTS[which])[:1], above, (draft.values.get("code", ""), ""))
    return render(visit, "admin/code.html", status=status, draft=draft, crumbs=crumbs, **told)


def _people(visit: Visit, draft: Draft, *, q: str = "", role: str = "", page: int = 1, status: int = 200) -> Response:
    wanted = PeopleWanted(q=q.strip() or None, role=role if role in ACCOUNT_ROLES else None, page=page)
    found = visit.system.staff.people(wanted)
    told: dict[str, Any] = {
        "people": found[:PER_PAGE],
        "more": len(found) > PER_PAGE,
        "wanted": wanted,
        "roles": ACCOUNT_ROLES,
        "orgs": [*entries(visit, CodeList.UNIT), *entries(visit, CodeList.STATION)],
    }
    return render(visit, "admin/people.html", status=status, draft=draft, crumbs=_crumbs(visit, N_("人员")), **told)


def _shown(visit: Visit, name: str, password: str) -> Response:
    crumbs = _crumbs(visit, N_("新密码"), (visit.say(N_("人员")), "/admin/people"))
    return render(visit, "admin/password.html", name=name, password=password, crumbs=crumbs)


GROUP = Group(
    name="admin",
    router=router,
    nav=(
        Entry(label=HOME, href="/admin", roles=ADMIN),
        Entry(label=N_("人员"), href="/admin/people", roles=ADMIN),
        Entry(label=N_("日历"), href="/admin/calendars", roles=ADMIN),
    ),
)
