"""Places for the office: the wall of six haves, one place with all that was said of it, and the regulations."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from application.attachments import LARGEST, proofs_in
from application.contact import place_id
from application.contact_queries import PlaceFilter, PlaceRow
from domain.contact.nouns import PLACE
from domain.places.particulars import Have
from domain.places.state import Place
from domain.shared.identity import ContactId, Digest, OrgCode
from domain.shared.people import OFFICE, Role
from interfaces.requests import wait_for
from interfaces.web.contact_acts import add_acts, add_openings, offered
from interfaces.web.contact_reading import READERS, called, history
from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.pages.cases import ENDINGS
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

router = APIRouter()
Reader = Annotated[Visit, Depends(signed_in_page(READERS))]
A_PAGE = 60
ROOM = 6 * LARGEST + 64 * 1024
"""Bytes of the largest form about a place: a proof for each of the six haves."""
CRUMB = N_("站点")


@router.get("/places")
def places(
    visit: Reader, kind: str = "home", township: str = "", cursor: int = 0, after: int | None = None
) -> Response:
    """The homes with their six haves as a wall; or the stations, the office, what was closed."""
    wait_for(visit.system.views, after)
    kind = kind if kind in ("home", "station", "office") else "home"
    wanted = PlaceFilter(kind=kind, township=township or None)
    found = visit.system.contact.views.places(wanted, after=max(cursor, 0), limit=A_PAGE + 1)
    rows = found[:A_PAGE]
    states = visit.system.contact.file.shown(PLACE, [ContactId(row.id) for row in rows]) if kind != "office" else {}
    kept = f"/places?kind={kind}&township={township}"
    told: dict[str, Any] = {
        "rows": [(row, _haves(row, states)) for row in rows],
        "kind": kind,
        "haves": [have.value for have in Have],
        "next": f"{kept}&cursor={rows[-1].position}" if len(found) > A_PAGE else "",
        "first": kept if cursor else "",
        "may_establish": visit.actor.role is Role.SUPERVISOR,
        "office": place_id(OrgCode(OFFICE)),
    }
    return render(visit, "places/list.html", **told)


def _haves(row: PlaceRow, states: dict[ContactId, Place]) -> dict[str, bool]:
    """What each of the six was when last looked at; empty where nobody looked."""
    state = states.get(ContactId(row.id))
    return {check.have.value: check.met for check in state.haves[-1].checks} if state and state.haves else {}


add_openings(router, PLACE)


@router.get("/places/{id}")
def place(visit: Reader, id: UUID, after: int | None = None) -> Response:
    """One place: particulars, people, haves with their proofs, points, board, and its history."""
    wait_for(visit.system.views, after)
    facts = visit.system.contact.file.read(PLACE, ContactId(id), visit.actor).facts
    lines = history(visit, PLACE, id)
    people = [one["person"] for one in facts["staff"]] + [p for turn in facts["rota"] for p in turn["deputies"]]
    today = visit.system.clock.now().date().isoformat()
    told: dict[str, Any] = {
        "facts": facts,
        "lines": lines,
        "kept": visit.system.attachments.store.kept(proofs_in(facts)),
        "scores": [_score(told.line.data) for told in lines if told.line.event == "place.assessed"],
        "called": called(visit, [*people, *(told.line.actor.id for told in lines)]),
        "turns": [turn for turn in facts["rota"] if turn["on"] >= today],
        "items": visit.system.contact.file.work().items,
        "offered": offered(visit, PLACE, facts),
        "today": today,
        "crumbs": ((visit.say(CRUMB), "/places"), (facts["code"], "")),
    }
    return render(visit, "places/place.html", **told)


def _score(data: Any) -> dict[str, Any]:
    """An assessment with the points of every item."""
    points = {one["item"]: one["points"] for one in data["scores"]}
    return {"period": data["period"], "total": data["total"], "edition": data["edition"], "points": points}


@router.get("/places/{id}/proofs/{sha256}")
def proof(visit: Reader, id: UUID, sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")]) -> Response:
    """The file a have rests on, as a download."""
    content, mime = visit.system.attachments.of_contact(ContactId(id), Digest(sha256), visit.actor)
    name = f"{sha256[:12]}.{ENDINGS.get(mime, 'bin')}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


add_acts(router, PLACE)


@router.get("/regulations")
def regulations(visit: Reader, all: bool = False, after: int | None = None) -> Response:
    """The register: every regulation once, whatever its versions."""
    wait_for(visit.system.views, after)
    rows = visit.system.contact.views.regulations(in_force=None if all else True)
    told: dict[str, Any] = {
        "rows": rows,
        "kept": visit.system.attachments.store.kept([row.sha256 for row in rows if row.sha256]),
        "all": all,
        "office": place_id(OrgCode(OFFICE)),
        "may": visit.actor.role is Role.SUPERVISOR,
        "crumbs": ((visit.say(CRUMB), "/places"), (visit.say(N_("制度登记簿")), "")),
    }
    return render(visit, "places/regulations.html", **told)


GROUP = Group(
    name="places",
    router=router,
    nav=(Entry(label=CRUMB, href="/places", roles=READERS - {Role.DEPUTY}),),
    largest={"/places/": ROOM},
)
