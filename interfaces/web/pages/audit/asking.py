"""What every page of the audit shares: who may read it, and which moment its address asks for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from domain.shared.people import Role
from interfaces.web.forms import Draft, Fault
from interfaces.web.languages import N_
from interfaces.web.visiting import Visit

READERS = frozenset({Role.AUDITOR, Role.SUPERVISOR, Role.CHAIR})
SECTIONS = (
    (N_("逐件回放"), "/audit"),
    (N_("全局时点"), "/audit/asof"),
    (N_("红旗"), "/audit/flags"),
    (N_("日志证明"), "/audit/proof"),
    (N_("导出"), "/audit/exports"),
)
NOT_A_MOMENT = N_("这不是有效的日期时间，请写成 2026-06-30T18:00。")
IN_THE_FUTURE = N_("不能查看将来的时刻。")


@dataclass(frozen=True, slots=True)
class Moment:
    """The moment asked for; None for now. What could not be read goes back into the field with its fault."""

    at: datetime | None
    draft: Draft

    @property
    def status(self) -> int:
        """The status of a page that shows it."""
        return 422 if self.draft.faults else 200


def moment_in(visit: Visit, text: str, name: str) -> Moment:
    """Read a moment: with its offset, or in the office's own zone; a day alone means its end."""
    if not text.strip():
        return Moment(None, Draft())
    now = visit.system.clock.now()
    at = read_moment(text.strip(), visit.system.clock.zone)
    fault = NOT_A_MOMENT if at is None else IN_THE_FUTURE if at.date() > now.date() else None
    if fault is not None:
        return Moment(None, Draft({name: text}, [Fault(name, visit.say(fault))]))
    return Moment(at, Draft({name: text}))


def read_moment(text: str, zone: tzinfo) -> datetime | None:
    """An instant; None where the text is none. A blank for the plus sign of an offset is forgiven."""
    try:
        if len(text) == 10:
            return end_of(date.fromisoformat(text), zone)
        found = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def end_of(day: date, zone: tzinfo) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(microseconds=1)


def field_value(at: datetime) -> str:
    """As a field of type datetime-local has it: in the office's zone, to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%S")
