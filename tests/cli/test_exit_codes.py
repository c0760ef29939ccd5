"""A script can tell from the exit code what went wrong, and a person from stderr; stdout stays empty."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from application import errors
from application.errors import Trouble
from domain.shared.refusal import NotAllowed, OutOfOrder, Unacceptable
from infrastructure.settings import Settings
from interfaces.outcomes import OUTCOMES, outcome_of
from tests.cli.command import bare, run
from tests.support.server import Server
from tests.support.tree import free_port

REFUSED, NOT_FOUND, CONFLICT, UNAVAILABLE, WRONG_SETTINGS = 3, 4, 5, 69, 78
WRONG = {
    "HUYING_DATABASE_URL": "not a dsn",
    "HUYING_KEEPER_DATABASE_URL": "postgresql://host",
    "HUYING_DEMO": "maybe",
    "HUYING_JURISDICTION": "37",
    "HUYING_LOG_LEVEL": "loud",
    "HUYING_PORT": "70000",
    "HUYING_SWEEP_SECONDS": "0",
    "HUYING_TIME_ZONE": "Mars/Base",
    "HUYING_WORKERS": "many",
    "HUYING_DATABSE_URL": "postgresql://host/db",
    "POSTGRES_ENABLE_DB_FUNCTIONS": "y",
}


@pytest.fixture
def humble(settings: Settings, fresh_settings: Settings, server: Server) -> Iterator[str]:
    """The DSN of a login that may not change tables, on a server that holds another office's store already."""
    assert settings.database_url != fresh_settings.database_url
    name, admin = f"t{secrets.token_hex(6)}", str(fresh_settings.admin_database_url)
    with server.alone(), psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{name}'".encode())
    yield make_conninfo(admin, user=name, password=name)
    with server.alone(), psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"DROP ROLE {name}".encode())


@pytest.mark.parametrize("verb", [("sweep",), ("migrate", "--json")])
def test_every_wrong_setting_is_named_at_once(tmp_path: Path, verb: tuple[str, ...]) -> None:
    done = run(bare(tmp_path, **WRONG), *verb)
    assert (done.code, done.out) == (WRONG_SETTINGS, "")
    assert [line.partition(":")[0] for line in done.err.splitlines()] == sorted(WRONG)


@pytest.mark.parametrize("verb", [("token", "--role", "clerk"), ("case", "2026-000001"), ("audit", "--json")])
def test_a_database_out_of_reach_is_unavailable(tmp_path: Path, verb: tuple[str, ...]) -> None:
    nobody = f"postgresql://somebody@127.0.0.1:{free_port()}/huying"
    done = run(bare(tmp_path, HUYING_DATABASE_URL=nobody), *verb)
    assert (done.code, done.out) == (UNAVAILABLE, "")
    assert done.err.startswith("store-unavailable: 存储暂不可用")
    assert "nothing that was acknowledged is lost" in done.err


def test_a_store_that_this_login_may_not_prepare_is_unavailable(humble: str, tmp_path: Path) -> None:
    done = run(bare(tmp_path, HUYING_DATABASE_URL=humble), "token", "--role", "clerk")
    assert (done.code, done.out) == (UNAVAILABLE, "")
    assert done.err.startswith("store-not-prepared: ")
    assert "run `migrate` with an admin DSN" in done.err


def test_every_trouble_has_the_code_of_its_kind() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Trouble)]
    codes = {kind.__name__: outcome_of(kind()).exit_code for kind in kinds if kind is not Trouble}
    assert set(codes.values()) <= {REFUSED, NOT_FOUND, CONFLICT, UNAVAILABLE}
    assert codes == codes | {
        "NotFound": NOT_FOUND,
        "VersionConflict": CONFLICT,
        "Conflict": CONFLICT,
        "KeyReused": REFUSED,
        "ViewsBehind": UNAVAILABLE,
        "StoreNotEmpty": REFUSED,
        "Unavailable": UNAVAILABLE,
        "StoreNotPrepared": UNAVAILABLE,
    }
    assert {OUTCOMES[kind].exit_code for kind in (NotAllowed, OutOfOrder, Unacceptable)} == {REFUSED}
