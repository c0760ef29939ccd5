"""Taking an old ledger in: the template, the upload, and how far it has come."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from application.errors import NotFound
from application.import_jobs import ImportJob
from application.ledger import LedgerUnreadable
from interfaces.web.forms import Draft, Fault
from interfaces.web.languages import N_
from interfaces.web.pages.clerk import words
from interfaces.web.pages.clerk.routes import IMPORTERS, router
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

HEADERS = "编号,姓名,电话,住址,标题,内容,登记日期,类别,联络站,渠道,答复,答复日期"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 50
LONGEST_SOURCE = 60
CRUMB = N_("导入台账")


@router.get("/desk/import")
def upload_page(visit: Annotated[Visit, Depends(signed_in_page(IMPORTERS))]) -> Response:
    """What a ledger looks like, and where to put it."""
    return _page(visit, Draft())


@router.get("/desk/import/template.csv")
def template(visit: Annotated[Visit, Depends(signed_in_page(IMPORTERS))]) -> Response:
    """An empty ledger that every spreadsheet program opens."""
    disposition = 'attachment; filename="huying-template.csv"'
    return Response(
        f"\ufeff{HEADERS}\r\n", media_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
    )


@router.post("/desk/import")
def upload(sent: Annotated[Sent, Depends(signed_in_form(IMPORTERS))]) -> Response:
    """Take a ledger in; feeding it in twice adds nothing."""
    visit, file = sent.visit, sent.form.get("file")
    source = sent.text("source")[:LONGEST_SOURCE] or "ledger"
    draft = Draft({"source": source})
    if not isinstance(file, UploadFile) or not file.filename:
        draft.faults = [Fault("file", visit.say(words.NO_FILE))]
        return _page(visit, draft, status=422)
    suffix = ".csv" if file.filename.lower().endswith(".csv") else ".xlsx"
    try:
        job = visit.system.import_jobs.submit(file.file.read(), suffix, by=visit.actor, source=source)
    except LedgerUnreadable as no:
        draft.faults = [Fault("file", visit.say(words.UNREADABLE.get(no.slug, words.NOT_READ)))]
        return _page(visit, draft, status=422)
    return RedirectResponse(f"/desk/import/{job}", 303)


@router.get("/desk/import/{id}")
def progress(visit: Annotated[Visit, Depends(signed_in_page(IMPORTERS))], id: UUID) -> Response:
    """How far it is, and the first lines that could not be taken in."""
    job = _job(visit, id)
    first = visit.system.import_jobs.first_errors(str(id), SHOWN) if job.errors else ()
    told: dict[str, Any] = {
        "job": job,
        "running": job.state in ("waiting", "running"),
        "state": words.STATES[job.state],
        "errors": first,
        "shown": SHOWN,
        "words": words,
        "crumbs": ((visit.say(CRUMB), "/desk/import"), (visit.say(N_("导入进度")), "")),
    }
    return render(visit, "clerk/job.html", **told)


@router.get("/desk/import/{id}/errors.xlsx")
def error_workbook(visit: Annotated[Visit, Depends(signed_in_page(IMPORTERS))], id: UUID) -> Response:
    """The lines that could not be taken in, to be corrected and fed in again."""
    workbook = visit.system.import_jobs.error_workbook(str(id))
    if workbook is None:
        raise NotFound()
    disposition = f'attachment; filename="{id}.xlsx"'
    return Response(workbook, media_type=XLSX, headers={"Content-Disposition": disposition})


def _job(visit: Visit, id: UUID) -> ImportJob:
    found = visit.system.import_jobs.get(str(id))
    if found is None:
        raise NotFound()
    return found


def _page(visit: Visit, draft: Draft, *, status: int = 200) -> Response:
    return render(visit, "clerk/import.html", status=status, draft=draft, headers=HEADERS.split(","))
