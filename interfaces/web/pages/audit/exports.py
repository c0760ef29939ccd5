"""The log for others' tools, and who took it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response, StreamingResponse

from application.access_log import WHOLE_LOG
from application.exports.exporting import MEDIA, Form
from application.exports.manner import ExportClock, Profile
from domain.shared.people import Role
from interfaces.web.languages import N_
from interfaces.web.pages.audit.asking import READERS, SECTIONS
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

router = APIRouter()
EXPORTERS = frozenset({Role.AUDITOR, Role.SUPERVISOR})
LISTED = 20
NEWEST = 2**53
FORMS: dict[Form, str] = {
    Form.OCEL_JSON: N_("OCEL 2.0（JSON）：对象为中心的事件日志，供 pm4py、PM4JS 等流程挖掘工具读取"),
    Form.OCEL_SQLITE: N_("OCEL 2.0（SQLite）：同上，可直接用 SQL 查询"),
    Form.XES: N_("XES（IEEE 1849）：一件一条轨迹，供 ProM、Disco 等工具读取"),
    Form.CLOUD_EVENTS: N_("CloudEvents（JSON 行）：逐事件，供其他机关的系统接收"),
}
PROFILES: dict[Profile, str] = {
    Profile.PUBLIC: N_("公开：人员只写身份，时间只到日"),
    Profile.AUDITOR: N_("审计：人员以假名编号区分"),
    Profile.MINING: N_("挖掘：人员以一次性代号区分"),
}
CLOCKS: dict[ExportClock, str] = {
    ExportClock.OCCURRED: N_("按发生时间"),
    ExportClock.RECORDED: N_("按记录时间"),
}


@router.get("/audit/exports")
def exports(visit: Annotated[Visit, Depends(signed_in_page(READERS))]) -> Response:
    """What can be taken, for whom, and who took what when."""
    taken = visit.system.access_log.read(WHOLE_LOG, None, NEWEST, LISTED)
    told: dict[str, Any] = {
        "forms": FORMS,
        "profiles": PROFILES,
        "clocks": CLOCKS,
        "taken": taken,
        "names": visit.system.directory.names([one.actor for one in taken]),  # type: ignore[misc]
        "may_take": visit.actor.role in EXPORTERS,
        "sections": SECTIONS,
        "crumbs": ((visit.say(N_("审计")), "/audit"), (visit.say(N_("导出")), "")),
    }
    return render(visit, "audit/exports.html", **told)


@router.get("/audit/exports/{form}")
def export(
    visit: Annotated[Visit, Depends(signed_in_page(EXPORTERS))],
    form: Annotated[Form, Path()],
    profile: Profile = Profile.PUBLIC,
    clock: ExportClock = ExportClock.OCCURRED,
) -> Response:
    """The file, streamed; that it was taken is written down."""
    content = visit.system.exports.stream(form, profile, clock, visit.actor)
    headers = {"Content-Disposition": f'attachment; filename="huying-{profile.value}.{form.value}"'}
    return StreamingResponse(content, media_type=MEDIA[form], headers=headers)
