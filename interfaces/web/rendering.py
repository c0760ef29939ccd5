"""Templates to pages. Everything is escaped; a name a template does not know is a fault."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from application.codebook import CodeList, Names
from application.contact import deputy_id
from domain.shared.identity import ActorId
from domain.shared.people import Role
from interfaces.outcomes import RETRY_AFTER
from interfaces.web import assets, labels
from interfaces.web.chips import chip
from interfaces.web.languages import Language
from interfaces.web.terms import TERMS
from interfaces.web.visiting import Visit
from interfaces.wording import CODES, sentence

WAITS = {429: 900, 503: RETRY_AFTER}
"""Seconds after which another try is worth it, by status."""
TEMPLATES = Path(__file__).parent / "templates"


def environment(language: Language, zone: tzinfo, names: Callable[[], Names]) -> Environment:
    """The templates in one language; instants are told in the office's zone, units by the names they now have."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(_filters(language, zone, names))
    made.globals.update(
        asset=assets.address,
        sentence=lambda event, data: language.told(sentence(event, data, language.key, names())),
        chip=chip,
    )
    return made


def _filters(language: Language, zone: tzinfo, names: Callable[[], Names]) -> dict[str, Callable[[Any], str]]:
    """What turns codes, days and instants into what people read."""
    say = language.translations.gettext
    return {
        "word": lambda code: _word(str(code), language, names()),
        "unit": lambda code: language.told(_org(str(code), language, names())),
        "station": lambda code: language.told(names().of(str(code), language.key, CodeList.STATION)),
        "category": lambda code: language.told(names().of(str(code), language.key, CodeList.CATEGORY)),
        "term": lambda code: say(TERMS[str(code)]),
        "tidy": _tidy,
        "deputy_path": deputy_path,
        "day": lambda value: language.told(_day(value, language)),
        "moment": lambda value: _moment(value, zone),
        "field": lambda name: language.translations.gettext(
            str(labels.FIELDS.get(name) or labels.PURPOSES.get(name, name))
        ),
        "purpose": lambda name: say(str(labels.PURPOSES.get(name, name))),
        "role": lambda role: say(labels.ROLES[Role(role)]),
    }


def _org(code: str, language: Language, names: Names) -> str:
    """What an organ is called: a unit, a station, or the office itself."""
    called = names.org(code, language.key)
    return CODES.get(code, (code, code))[0 if language.key == "zh" else 1] if called == code else called


def _word(code: str, language: Language, names: Names) -> str:
    """What a code is called, whichever it is; the code itself where nobody named it."""
    if code in labels.WORDS:
        return language.translations.gettext(labels.WORDS[code])
    if code in CODES:
        return language.told(CODES[code][0 if language.key == "zh" else 1])
    return language.told(names.of(code, language.key))


def render(visit: Visit, template: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
    """A page in the visitor's language. `crumbs` are pairs of label and address, the front page not counted."""
    app = visit.request.app
    made: Environment = app.state.environments[visit.request.state.language]
    facts.setdefault("crumbs", ())
    html = made.get_template(template).render(visit=visit, nav=nav(visit), switch=_switch(visit.request), **facts)
    headers = {"Retry-After": str(WAITS[status])} if status in WAITS else None
    return HTMLResponse(html, status, headers=headers)


def nav(visit: Visit) -> list[Any]:
    """The bar's links for this visitor."""
    if visit.signed_in is None:
        return []
    role = visit.signed_in.actor.role
    return [entry for entry in visit.request.app.state.nav if role in entry.roles]


def _switch(request: Request) -> dict[str, str]:
    """The same page in each language."""
    others = [(name, value) for name, value in parse_qsl(request.url.query) if name != "lang"]
    return {key: f"{request.url.path}?{urlencode([*others, ('lang', key)])}" for key in ("zh", "en")}


def _tidy(said: str) -> str:
    """A sentence whose own words stand beside it: what was to hold them goes."""
    return said.replace("（）", "").replace(" ()", "").rstrip("：: ")


def deputy_path(person: str) -> str:
    """Where a deputy's page is."""
    return f"/deputies/{deputy_id(ActorId(person))}"


def _day(value: date | str, language: Language) -> str:
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return format_date(day, "medium", locale="zh_Hans_CN" if language.key == "zh" else "en_GB")


def _moment(value: datetime | str, zone: tzinfo) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
