"""The pages: what people work in. Server-rendered, usable without JavaScript, nothing loaded from elsewhere.

How to add a page:

1. Write `pages/<group>.py` with a `router = APIRouter()` and `GROUP = Group(name="<group>", router=router, nav=(…))`,
   and name it in `pages/__init__.py`. Endpoints are `def`.
2. Every endpoint says who may see it: `visit: Annotated[Visit, Depends(signed_in_page(ROLES))]`, or
   `Depends(anybody)`; a form's target takes `sent: Annotated[Sent, Depends(signed_in_form(ROLES))]`, which has
   checked the form's hidden mark, or `Depends(anybodys_form)`.
3. Answer with `render(visit, "<group>/page.html", …)`. Templates extend `layout.html`, set `title`, and write
   Chinese inside `_("…")`; what a person wrote stands in an element with `lang="zh-CN" data-user`.
   A command is carried out by `give(sent, case, verb)`; what the office refuses goes back into the form.
4. Put the English into `locale/en/<group>.po`. Text in Python is marked `N_("…")` and translated in the template.
5. Add the page to `tests/support/pages.py`: it is then checked in both languages, by axe, by html5lib, for every role.

A case's words are read through `casefile` and `tracking` alone: they write down who read them.
"""
