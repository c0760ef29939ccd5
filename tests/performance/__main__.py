"""`./test --bench [--json] [PART …]`: measure, and print the ratios; with `--json` as the last line of stdout."""

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.performance import commands, over_http, pages, rebuilding
from tests.performance.measuring import say
from tests.support.server import Server

PARTS: dict[str, Callable[[Server, Path], Mapping[str, object]]] = {
    "commands": commands.measured,
    "http": over_http.measured,
    "rebuild": rebuilding.measured,
    "pages": pages.measured,
}


def main(arguments: list[str]) -> int:
    """Measure what was asked for, or everything."""
    wanted = [name for name in arguments if not name.startswith("--")] or list(PARTS)
    ratios: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), durable=True)
        try:
            for name in wanted:
                ratios |= PARTS[name](server, Path(folder) / name)
        finally:
            server.leave()
    for name, ratio in ratios.items():
        say(f"{name:<40} {ratio}")
    if "--json" in arguments:
        print(json.dumps({"ratios": ratios}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
