"""XES (IEEE 1849): one trace per case, for tools that know one kind of thing only."""

import re
from collections.abc import Iterator, Mapping, Sequence

from application.exports.casework import case_object
from application.exports.manner import Manner
from application.exports.objects import EVENT_TYPES, exported_event
from application.exports.shapes import Scalar
from application.exports.source import CASES, Source, pages
from application.ports import Recorded

EXTENSIONS = {"Concept": "concept", "Time": "time", "Lifecycle": "lifecycle", "Organizational": "org"}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
{extensions}
<global scope="trace">
<string key="concept:name" value="unknown"/>
</global>
<global scope="event">
<string key="concept:name" value="unknown"/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
<string key="lifecycle:transition" value="complete"/>
<string key="org:resource" value="unknown"/>
<string key="org:role" value="unknown"/>
<string key="org:group" value="unknown"/>
</global>
<classifier name="Activity" keys="concept:name"/>
<string key="concept:name" value="Huying"/>
"""
EXTENSION = '<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>'
XES_TYPES = {"string": "string", "time": "date", "integer": "int", "boolean": "boolean"}
XES_KEYS = {"role": "org:role", "organ": "org:group"}
"""Attributes for which XES has names of its own."""
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def xes(source: Source, manner: Manner) -> Iterator[str]:
    """The document, a trace at a time; events of a trace are in the order of the clock asked for."""
    yield HEAD.format(
        extensions="\n".join(EXTENSION.format(name=name, prefix=prefix) for name, prefix in EXTENSIONS.items())
    )
    for histories in pages(source.histories(), CASES):
        hashes = source.leaf_hashes([record.position for history in histories for record in history])
        for history in histories:
            yield _trace(history, hashes, manner)
    yield "</log>\n"


def _trace(history: Sequence[Recorded], hashes: Mapping[int, str], manner: Manner) -> str:
    case = case_object(history, manner)
    about = [_attribute("string", "concept:name", str(history[0].case))]
    about += [_attribute("string", name, value) for name, value in case.latest.items() if value]
    in_time = sorted(history, key=lambda record: (manner.time(record.stamp), record.version))
    told = [_event(record, hashes[record.position], manner) for record in in_time]
    return "<trace>\n" + "".join(about) + "".join(told) + "</trace>\n"


def _event(record: Recorded, leaf_hash: str, manner: Manner) -> str:
    one = exported_event(record, leaf_hash, manner)
    types = EVENT_TYPES[one.type]
    lines = [
        _attribute("string", "concept:name", one.type),
        _attribute("date", "time:timestamp", one.time),
        _attribute("string", "lifecycle:transition", "complete"),
        _attribute("string", "org:resource", manner.performer(record.stamp.by)),
        _attribute("string", "event_id", one.id),
    ]
    lines += [_attribute(XES_TYPES[types[name]], name, value) for name, value in one.attributes.items()]
    return "<event>\n" + "".join(lines) + "</event>\n"


def _attribute(kind: str, key: str, value: Scalar) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    safe = NOT_XML.sub("\ufffd", text).translate(ESCAPES)
    return f'<{kind} key="{XES_KEYS.get(key, key)}" value="{safe}"/>\n'
