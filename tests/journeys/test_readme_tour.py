"""The tour of both READMEs works as printed, on a service started as they say."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A whole service, run as `./run` runs it, on a port and in a folder of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    environ = {k: v for k, v in os.environ.items() if not k.startswith("HUYING_")}
    environ |= {"HUYING_PORT": port, "HUYING_VAR": str(tmp_path_factory.mktemp("var")), "PYTHONPATH": str(ROOT)}
    service = subprocess.Popen([sys.executable, "-m", "interfaces"], env=environ, cwd=ROOT)
    try:
        _wait_until_up(port)
        yield environ
    finally:
        service.terminate()
        assert service.wait(PATIENCE) == 0


def _wait_until_up(port: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2).close()
            return
        except OSError:
            assert time.monotonic() < give_up, "the service did not come up"
            time.sleep(0.2)


def _tour(readme: str) -> str:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    return next(block for block in blocks if "CLERK=" in block)


@pytest.mark.parametrize("readme", ["README.md"])
def test_the_tour_works_as_printed(environment: dict[str, str], readme: str) -> None:
    script = _tour(readme).replace(":8000", f":{environment['HUYING_PORT']}")
    script = script.replace("./run ", f"{sys.executable} -m interfaces ")
    done = subprocess.run(["bash", "-e"], input=script, text=True, capture_output=True, env=environment, cwd=ROOT)
    printed = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    told = re.findall(r'"stage":"(\w+)"|"slug":"([\w-]+)"', done.stdout)
    assert [stage or slug for stage, slug in told] == [
        "received",
        "triaged",
        "transferred",
        "transferred",
        "suggestion-not-yet-answered",
        "answered",
        "answered",
        "answered",
        "closed",
    ]
    as_printed = re.findall(r"^  \d  \S+ \S+  (.+)$", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(as_printed) == 8
    shown = [re.sub(r"^ +\d  \S+ \S+  ", "", line) for line in printed[-8:]]
    day = re.compile(r"\d{4}-\d\d-\d\d")
    assert [day.sub("…", line) for line in shown] == [day.sub("…", line) for line in as_printed]


def test_the_tour_is_the_same_in_both_languages() -> None:
    commands = [
        [line for line in _tour(readme).splitlines() if not line.startswith("#")]
        for readme in ("README.md", "README.zh-CN.md")
    ]
    assert commands[0] == commands[1]
    printed = [
        re.findall(r"^  \d  \S+ \S+  .+$", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
        for readme in ("README.md", "README.zh-CN.md")
    ]
    assert printed[0] == printed[1] and len(printed[0]) == 8
