"""Settings are read once, and whatever is wrong with them is said at once."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.settings import KNOWN, MOST_WORKERS, Settings, SettingsError

DSN = "postgresql://huying@db1,db2/office"
DEFAULTS: dict[str, object] = {
    "database_url": None,
    "admin_database_url": None,
    "keeper_database_url": None,
    "read_database_url": None,
    "host": "127.0.0.1",
    "port": 8000,
    "var": Path("var").absolute(),
    "demo": False,
    "jurisdiction": "000000",
    "time_zone": "Asia/Shanghai",
    "workers": 1,
    "sweep_seconds": 300,
    "policies": None,
    "log_level": "info",
}
OTHER: dict[str, tuple[str, object]] = {
    "HUYING_DATABASE_URL": (DSN, DSN),
    "HUYING_ADMIN_DATABASE_URL": (DSN, DSN),
    "HUYING_KEEPER_DATABASE_URL": ("host=db1 dbname=office", "host=db1 dbname=office"),
    "HUYING_READ_DATABASE_URL": ("host=r1,r2 dbname=office", "host=r1,r2 dbname=office"),
    "HUYING_HOST": ("0.0.0.0", "0.0.0.0"),
    "HUYING_PORT": ("65535", 65535),
    "HUYING_VAR": ("elsewhere", Path("elsewhere").absolute()),
    "HUYING_DEMO": ("1", True),
    "HUYING_JURISDICTION": ("370000000", "370000000"),
    "HUYING_TIME_ZONE": ("Asia/Urumqi", "Asia/Urumqi"),
    "HUYING_WORKERS": (str(MOST_WORKERS), MOST_WORKERS),
    "HUYING_SWEEP_SECONDS": ("86400", 86_400),
    "HUYING_POLICIES": ("/srv/policies", Path("/srv/policies")),
    "HUYING_LOG_LEVEL": ("debug", "debug"),
}
WRONG = {
    "HUYING_DATABASE_URL": ("office", "postgresql://db1", "host=db1", "postgresql://db1/office?colour=red"),
    "HUYING_ADMIN_DATABASE_URL": ("mysql://db1/office",),
    "HUYING_KEEPER_DATABASE_URL": ("user=keeper",),
    "HUYING_READ_DATABASE_URL": ("host=r1",),
    "HUYING_PORT": ("0", "65536", "-1", "8000.0", "http"),
    "HUYING_DEMO": ("2", "yes", "true"),
    "HUYING_JURISDICTION": ("37000", "3700000", "37000a", "0000000000000"),
    "HUYING_TIME_ZONE": ("Beijing", "../etc/passwd", "+08:00"),
    "HUYING_WORKERS": ("0", str(MOST_WORKERS + 1), "two"),
    "HUYING_SWEEP_SECONDS": ("0", "86401", "5m"),
    "HUYING_LOG_LEVEL": ("INFO", "trace"),
}
UNKNOWN = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", min_size=1, max_size=20).map("HUYING_".__add__)


def read(environ: dict[str, str]) -> dict[str, object]:
    """The settings this test knows of, as they were read."""
    settings = Settings.from_env(environ)
    return {name: getattr(settings, name) for name in DEFAULTS}


def faults(environ: dict[str, str]) -> list[str]:
    """The names of everything that was complained of."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(environ)
    assert str(caught.value).splitlines() == caught.value.faults
    return [fault.partition(":")[0] for fault in caught.value.faults]


def test_without_any_setting_the_service_runs_on_this_machine_alone() -> None:
    assert read({}) == DEFAULTS
    assert read({"PATH": "/bin", "LANG": "C"}) == DEFAULTS


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_setting_is_no_setting(empty: str) -> None:
    assert read(dict.fromkeys(KNOWN, empty)) == DEFAULTS


@pytest.mark.parametrize("name", OTHER)
def test_each_setting_changes_what_it_names_and_nothing_else(name: str) -> None:
    said, meant = OTHER[name]
    changed = DEFAULTS | {name.removeprefix("HUYING_").lower(): meant}
    assert read({name: said}) == changed
    assert read({name: f" {said}\n"}) == changed


def test_a_jurisdiction_has_a_schema_of_its_own() -> None:
    schemas = {Settings.from_env({"HUYING_JURISDICTION": code}).schema for code in ("370000", "370000001")}
    assert schemas == {"huying_370000", "huying_370000001"}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_complained_of_by_its_name(name: str, value: str) -> None:
    assert faults({name: value}) == [name]


def test_all_that_is_wrong_is_said_at_once_and_each_thing_once() -> None:
    wrong = {name: values[0] for name, values in WRONG.items()} | {"HUYING_PROT": "80"}
    assert faults(wrong | {"HUYING_HOST": "127.0.0.1", "POSTGRES_ENABLE_DB_FUNCTIONS": "yes"}) == sorted(
        [*wrong, "POSTGRES_ENABLE_DB_FUNCTIONS"]
    )


@given(st.sets(UNKNOWN.filter(lambda name: name not in KNOWN), min_size=1))
def test_every_unknown_name_is_complained_of(names: set[str]) -> None:
    assert faults(dict.fromkeys(names, "1")) == sorted(names)


@given(st.sampled_from(["1", "y", "yes", "t", "true", "on"]), st.booleans(), st.sampled_from(["", " ", "\t"]))
def test_the_librarys_sql_function_is_refused_however_it_is_asked_for(said: str, loud: bool, space: str) -> None:
    asked = f"{space}{said.upper() if loud else said}{space}"
    assert faults({"POSTGRES_ENABLE_DB_FUNCTIONS": asked}) == ["POSTGRES_ENABLE_DB_FUNCTIONS"]


@pytest.mark.parametrize("said", ["", "0", "n", "no", "false", "off"])
def test_the_librarys_sql_function_may_be_declined(said: str) -> None:
    assert read({"POSTGRES_ENABLE_DB_FUNCTIONS": said}) == DEFAULTS


def test_what_a_fault_says_does_not_give_a_password_away() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"HUYING_DATABASE_URL": "postgresql://huying:topsecret@db1"})
    assert "topsecret" not in str(caught.value)


def test_an_identity_provider_is_named_with_all_it_needs_or_not_at_all() -> None:
    names = [f"HUYING_OIDC_{part}" for part in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")]
    for name in names:
        assert faults({name: "x"}) == sorted(set(names) - {name})
    told = Settings.from_env(dict.fromkeys(names, "told-to-nobody"))
    assert "client_secret" not in repr(told)
