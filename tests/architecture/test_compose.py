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
DEPLOYMENT = ROOT / "infrastructure" / "deployment"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
DATABASE_DOCKERFILE = (DEPLOYMENT / "ha" / "Dockerfile").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("build") == "."}
PROFILES = {"single": {"db"}, "ha": {"haproxy"}, "cluster": {"coordinator"}}
"""The profiles, and what is called `database` in each."""


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
    assert command[:3] == ["python", "-m", "interfaces"]
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
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (source.startswith("./") and (ROOT / source).is_file()), volume
        if isinstance(service.get("build"), dict):
            assert (ROOT / service["build"]["dockerfile"]).is_file()
    for dockerfile in (DOCKERFILE, DATABASE_DOCKERFILE):
        copied = re.findall(r"^COPY (\S+) ", dockerfile, re.MULTILINE)
        assert copied and all((ROOT / name).exists() for name in copied)


def test_what_an_image_copies_is_not_kept_from_it() -> None:
    allowed = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    for dockerfile in (DOCKERFILE, DATABASE_DOCKERFILE):
        for name in re.findall(r"^COPY (\S+) ", dockerfile, re.MULTILINE):
            assert name.split("/")[0] in allowed, name


def test_no_secret_stands_in_the_file() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for line in text.splitlines():
        if "PASSWORD" in line and not line.lstrip().startswith("#"):
            assert re.search(r"\$\{\w+:\?\}", line), shlex.quote(line)


def _of(profile: str) -> dict[str, dict[str, Any]]:
    """What runs under a profile."""
    return {name: s for name, s in SERVICES.items() if profile in s.get("profiles", [profile])}


def test_the_profiles_are_those_of_one_server_of_three_and_of_many() -> None:
    assert {p for service in SERVICES.values() for p in service.get("profiles", [])} == set(PROFILES)
    assert len([name for name in _of("ha") if name.startswith("etcd")]) == 3
    assert len([name for name in _of("ha") if name.startswith("patroni")]) == 3


@pytest.mark.parametrize("profile", PROFILES)
def test_under_each_profile_the_way_to_the_primary_has_the_same_name(profile: str) -> None:
    aliased = {name for name, s in _of(profile).items() if "database" in str(s.get("networks", ""))}
    assert aliased == PROFILES[profile]
    for service in OURS.values():
        for url in service["environment"].values():
            assert "@" not in url or "@database" in url


@pytest.mark.parametrize("profile", PROFILES)
def test_under_each_profile_nothing_waits_for_a_service_of_another(profile: str) -> None:
    for service in _of(profile).values():
        awaited = service.get("depends_on", {})
        for name in awaited:
            optional = isinstance(awaited, dict) and awaited[name].get("required") is False
            assert optional or name in _of(profile), name


def test_each_server_of_the_cluster_gives_its_own_name_as_its_address() -> None:
    for name, service in _of("ha").items():
        told = service.get("environment", {})
        if name.startswith("patroni"):
            assert told["PATRONI_NAME"] == name
            assert told["PATRONI_POSTGRESQL_CONNECT_ADDRESS"] == f"{name}:5432"
            assert told["PATRONI_RESTAPI_CONNECT_ADDRESS"] == f"{name}:8008"
            assert {host.split(":")[0] for host in told["PATRONI_ETCD3_HOSTS"].split(",")} <= set(SERVICES)
        if name.startswith("etcd"):
            assert told["ETCD_NAME"] == name
            assert f"{name}={told['ETCD_INITIAL_ADVERTISE_PEER_URLS']}" in told["ETCD_INITIAL_CLUSTER"]


def test_the_proxy_knows_every_server_of_the_cluster() -> None:
    text = (DEPLOYMENT / "ha" / "haproxy.cfg").read_text(encoding="utf-8")
    servers = re.findall(r"server (\S+) (\S+):5432 check port 8008", text)
    names = sorted(name for name in _of("ha") if name.startswith("patroni"))
    assert sorted(servers) == sorted([(name, name) for name in names] * 2)
    assert text.count("on-marked-down shutdown-sessions") == 2


def test_the_servers_of_the_cluster_keep_to_what_was_measured() -> None:
    config = yaml.safe_load((DEPLOYMENT / "ha" / "patroni.yml").read_text(encoding="utf-8"))
    told = config["bootstrap"]["dcs"]
    assert (told["ttl"], told["loop_wait"], told["retry_timeout"]) == (20, 5, 5)
    assert told["synchronous_mode"] is True and told["primary_start_timeout"] == 0
    parameters = told["postgresql"]["parameters"]
    assert (parameters["wal_receiver_status_interval"], parameters["wal_level"]) == (1, "logical")
    assert "data-checksums" in config["bootstrap"]["initdb"]


def test_the_servers_run_the_patroni_that_is_locked() -> None:
    lock = (ROOT / "requirements-ha.lock").read_text(encoding="utf-8")
    found = re.search(r"^patroni\[etcd3\]==(\d+)\.(\d+)\.(\d+)", lock, re.MULTILINE)
    assert found is not None and tuple(map(int, found.groups())) >= (4, 1, 5)
    assert "requirements-ha.lock" in DATABASE_DOCKERFILE and "--require-hashes" in DATABASE_DOCKERFILE
