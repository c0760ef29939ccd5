"""`./test --bench [--json] [PART …]`: measure, and print the ratios; with `--json` as the last line of stdout."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from tests.performance import commands, over_http, pages, rebuilding, scale
from tests.performance.measuring import say
from tests.support.server import Server

Part = Callable[[Server, Path], Mapping[str, object]]
PARTS: dict[str, Part] = {
    "commands": commands.measured,
    "http": over_http.measured,
    "rebuild": rebuilding.measured,
    "pages": pages.measured,
}
LONG = ("scale",)
"""Measured only by name."""


def main(arguments: list[str]) -> int:
    """Measure what was asked for, or everything."""
    asked = _parsed(arguments)
    parts = PARTS | {"scale": partial(scale.measured, cases=asked.cases, views=asked.views, explain=asked.explain)}
    ratios: dict[str, object] = {}
    with nullcontext(asked.keep) if asked.keep else tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder).absolute(), durable=True)
        try:
            for name in asked.parts or PARTS:
                ratios |= parts[name](server, Path(folder).absolute() / name)
        finally:
            server.leave()
    for name, ratio in ratios.items():
        say(f"{name:<40} {ratio}")
    if asked.json:
        print(json.dumps({"ratios": ratios}, ensure_ascii=False))
    return 0


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./test --bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", choices=[*PARTS, *LONG, []], metavar="PART", help=", ".join((*PARTS, *LONG))
    )
    parser.add_argument("--json", action="store_true", help="the ratios as the last line of stdout")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the server and its databases here between runs")
    parser.add_argument("--cases", type=int, default=scale.LARGE, help="scale: cases of the large office")
    parser.add_argument("--views", action="store_true", help="scale: rebuild each view alone as well")
    parser.add_argument("--explain", action="store_true", help="scale: say how slow questions are answered")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
