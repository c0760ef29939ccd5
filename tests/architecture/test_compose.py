"""docker-compose.yml and Dockerfile against the compose specification and against what they start.

No container engine runs here; an independent parser of the specification (`compose-spec`) is the judge.
"""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from compose_spec.compose_spec import PyCompose

from infrastructure.settings import KNOWN
from interfaces.cli.main import app

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}


def _without_extensions() -> dict[str, Any]:
    return {key: value for key, value in COMPOSE.items() if not key.startswith("x-")}


def _verbs() -> set[str]:
    command = typer.main.get_command(app)
    return set(getattr(command, "commands", {}))


def test_the_compose_file_follows_the_specification() -> None:
    PyCompose.from_dict(_without_extensions()).validate()


def test_the_judge_refuses_what_the_specification_does_not_know() -> None:
    spoiled = _without_extensions()
    spoiled["services"] = {**SERVICES, "serve": {**SERVICES["serve"], "dependz_on": ["db"]}}
    with pytest.raises(ValueError):
        PyCompose.from_dict(spoiled)


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_starts_a_verb_the_command_line_knows(name: str) -> None:
    command = OURS[name]["command"]
    assert command[:3] == ["python", "-m", "interfaces.entry"]
    assert command[3] in _verbs()


def test_the_image_starts_a_verb_the_command_line_knows() -> None:
    found = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert found is not None
    assert yaml.safe_load(found.group(1))[-1] in _verbs()


def test_every_variable_named_is_a_setting() -> None:
    told = {name for service in OURS.values() for name in service["environment"]}
    told |= set(re.findall(r"\b(HUYING_\w+)=", DOCKERFILE))
    assert told <= set(KNOWN)
    for service in OURS.values():
        assert {"HUYING_DATABASE_URL", "HUYING_KEEPER_DATABASE_URL"} <= set(service["environment"])


def test_only_the_migration_may_change_tables() -> None:
    holders = {name for name, service in OURS.items() if "HUYING_ADMIN_DATABASE_URL" in service["environment"]}
    assert holders == {"migrate"}


def test_everything_referred_to_exists() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in COMPOSE["volumes"]
    copied = re.findall(r"^COPY (\S+) ", DOCKERFILE, re.MULTILINE)
    assert all((ROOT / name).exists() for name in copied)


def test_no_secret_stands_in_the_file() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for line in text.splitlines():
        if "PASSWORD" in line and not line.lstrip().startswith("#"):
            assert re.search(r"\$\{\w+:\?\}", line), shlex.quote(line)
