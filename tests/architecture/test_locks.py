"""What is installed is pinned by hash, and from no named place."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-ha.lock")


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^]]*\])?==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8").strip())
    assert len(entries) >= 20
    for entry in entries:
        assert re.match(r"[a-z0-9-]+(\[[^]]*\])?==", entry) and "--hash=sha256:" in entry, entry[:60]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_index(lock: str) -> None:
    assert not re.search(r"://|--(index|extra|find)|file:", (ROOT / lock).read_text(encoding="utf-8"))


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {"requirements.lock": project["dependencies"]}
    wanted["requirements-dev.lock"] = project["dependencies"] + project["optional-dependencies"]["dev"]
    for lock, asked in wanted.items():
        for requirement in asked:
            name, version = re.sub(r"\[.*\]", "", requirement).split("==")
            assert _pins(lock)[name] == version


def test_both_locks_agree() -> None:
    runtime, development = _pins("requirements.lock"), _pins("requirements-dev.lock")
    assert {name: development[name] for name in runtime} == runtime


@pytest.mark.parametrize("script", ["run", "test", ".ci/environment.sh"])
def test_a_shell_script_is_plain_posix(script: str) -> None:
    subprocess.run(["sh", "-n", str(ROOT / script)], check=True)
    assert "[[" not in (ROOT / script).read_text(encoding="utf-8")
