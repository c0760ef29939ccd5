"""Bringing a store up to date."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from infrastructure import bootstrap
from infrastructure.postgres.migrate import FOLDER, MigrationChanged
from infrastructure.settings import Settings, SettingsError
from tests.support.server import Server

ALL = sorted(path.name for path in FOLDER.glob("[0-9]*.sql"))


@contextmanager
def as_admin(settings: Settings) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection that may do everything."""
    with psycopg.connect(str(settings.admin_database_url), autocommit=True) as conn:
        yield conn


def shape(settings: Settings) -> list[tuple[object, ...]]:
    """Tables and columns of the whole database, and the rows that migrations write."""
    s = settings.schema
    with as_admin(settings) as conn:
        columns = conn.execute(
            "SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema LIKE 'huying%' ORDER BY 1, 2, 3"
        ).fetchall()
        years = conn.execute(f"SELECT year, edition, announced FROM {s}.calendar_year ORDER BY 1, 2".encode())
        views = conn.execute(f"SELECT * FROM {s}_views.tracking ORDER BY 1".encode())
        return [*columns, *years.fetchall(), *views.fetchall()]


def test_migrating_twice_changes_nothing(fresh_settings: Settings, server: Server) -> None:
    with server.alone():
        assert bootstrap.migrate_store(fresh_settings) == ALL
        before = shape(fresh_settings)
        assert bootstrap.migrate_store(fresh_settings) == []
    assert shape(fresh_settings) == before


def test_a_migration_edited_after_it_was_applied_is_refused(fresh_settings: Settings, server: Server) -> None:
    with server.alone():
        bootstrap.migrate_store(fresh_settings)
        with as_admin(fresh_settings) as conn:
            edited = f"UPDATE {fresh_settings.schema}.migration SET sha256 = 'other' WHERE name = %s"
            conn.execute(edited.encode(), [ALL[1]])
        with pytest.raises(MigrationChanged, match=ALL[1]):
            bootstrap.migrate_store(fresh_settings)


def test_an_interrupted_migration_goes_on_where_it_stopped(fresh_settings: Settings, server: Server) -> None:
    with server.alone():
        bootstrap.migrate_store(fresh_settings)
        with as_admin(fresh_settings) as conn:
            s = fresh_settings.schema
            conn.execute(f"DROP TABLE {s}.import_batch".encode())
            conn.execute(f"DELETE FROM {s}.migration WHERE name = %s".encode(), ["0006_imports.sql"])
        assert bootstrap.migrate_store(fresh_settings) == ["0006_imports.sql"]


def test_the_owner_of_the_tables_cannot_log_in(settings: Settings) -> None:
    with as_admin(settings) as conn:
        row = conn.execute("SELECT rolcanlogin, rolsuper FROM pg_roles WHERE rolname = 'huying_owner'").fetchone()
        owners = conn.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname LIKE 'huying%'").fetchall()
    assert row == (False, False)
    assert owners == [("huying_owner",)]


@pytest.mark.parametrize("value", ["1", "y", "Yes", "t", "TRUE", "on", " true "])
def test_the_librarys_sql_function_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="POSTGRES_ENABLE_DB_FUNCTIONS"):
        Settings.from_env({"POSTGRES_ENABLE_DB_FUNCTIONS": value})


def test_the_librarys_sql_function_may_be_switched_off() -> None:
    assert Settings.from_env({"POSTGRES_ENABLE_DB_FUNCTIONS": "n"}).port == 8000


def test_all_wrong_settings_are_named_at_once() -> None:
    wrong = {"HUYING_PORT": "x", "HUYING_TIME_ZONE": "Mars/Base", "HUYING_DATABSE_URL": "", "HUYING_WORKERS": "0"}
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(wrong)
    assert sorted(fault.partition(":")[0] for fault in caught.value.faults) == sorted(wrong)
