"""Files that come with a form: taken in sealed at once, and from then on a digest in the form like any other word."""

from starlette.datastructures import FormData, UploadFile

from application.attachments import AttachmentUnusable
from interfaces.web.forms import Fault
from interfaces.web.visiting import Sent

FILE = ".file"
"""Behind the name of the field that the digest goes into."""


def taken_in(sent: Sent) -> tuple[Sent, list[Fault]]:
    """The form with the digest of every file that could be kept; what is wrong with the others."""
    said: list[tuple[str, str | UploadFile]] = []
    faults: list[Fault] = []
    for name, value in sent.form.multi_items():
        if isinstance(value, str):
            said.append((name, value))
            continue
        try:
            said += _kept(sent, name.removesuffix(FILE), value)
        except AttachmentUnusable as no:
            faults.append(Fault(name.removesuffix(FILE), sent.visit.told(no)))
    return Sent(sent.visit, FormData(said)), faults


def _kept(sent: Sent, name: str, file: UploadFile) -> list[tuple[str, str]]:
    if not file.filename:
        return []
    content = file.file.read()
    return [(name, sent.visit.system.attachments.add(content, file.content_type or "", sent.visit.actor).sha256)]
