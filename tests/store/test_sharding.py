"""What schema-based sharding (Citus) asks of a store, read from the catalogue of ours. Citus itself is not run here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from infrastructure.bootstrap import Plant

ROOT = Path(__file__).parents[2]
OURS = "n.nspname !~ '^(pg_|information_schema)'"
POSITIONS = {("stored_events", "notification_id"), ("log_entry", "leaf_index"), ("position", "last")}


@pytest.fixture(scope="module")
def catalogue(plant: Plant) -> Iterator[psycopg.Connection[Any]]:
    """The server's own word on what there is."""
    with psycopg.connect(plant.urls.admin) as conn:
        yield conn


def test_every_table_lies_in_a_schema_of_its_jurisdiction(catalogue: psycopg.Connection[Any], plant: Plant) -> None:
    query = f"SELECT DISTINCT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS}"
    found = {row[0] for row in catalogue.execute(query.encode()).fetchall()}
    assert found == {plant.settings.schema + suffix for suffix in ("", "_views", "_keeper")}


def test_no_foreign_key_leads_out_of_its_schema(catalogue: psycopg.Connection[Any]) -> None:
    query = (
        "SELECT a.relname, a.relnamespace = b.relnamespace FROM pg_constraint k "
        "JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid WHERE k.contype = 'f'"
    )
    found = catalogue.execute(query).fetchall()
    assert found, "there are foreign keys, or this proves nothing"
    assert all(inside for _, inside in found), found


def test_no_trigger_calls_a_function_of_another_schema(catalogue: psycopg.Connection[Any]) -> None:
    query = (
        "SELECT t.tgname, c.relnamespace = p.pronamespace FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal"
    )
    found = catalogue.execute(query).fetchall()
    assert found, "there are triggers, or this proves nothing"
    assert all(inside for _, inside in found), found


def test_positions_come_from_a_row_and_from_no_sequence(catalogue: psycopg.Connection[Any], plant: Plant) -> None:
    query = (
        "SELECT table_name, column_name, column_default, is_identity FROM information_schema.columns "
        "WHERE table_schema = %s"
    )
    found = {(r[0], r[1]): (r[2], r[3]) for r in catalogue.execute(query, [plant.settings.schema]).fetchall()}
    assert found.keys() >= POSITIONS
    for column in POSITIONS:
        default, identity = found[column]
        assert "nextval" not in (default or "") and identity == "NO", column
    # What has a sequence is numbered for paging alone: its numbers may have gaps, and differ from server to server.
    assert {c for c, (default, identity) in found.items() if identity == "YES" or "nextval" in (default or "")} == {
        ("access_log", "id")
    }


def test_the_store_has_no_rule_view_or_partition_that_would_not_travel(catalogue: psycopg.Connection[Any]) -> None:
    query = f"SELECT c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS}"
    kinds = {kind for _, kind in catalogue.execute(query.encode()).fetchall()}
    assert kinds <= {"r", "i", "S", b"r", b"i", b"S"}


def _said(module: Path) -> Iterator[str]:
    """Every string in a module that is no docstring."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    plain = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in plain:
            yield node.value


def test_nothing_listens_or_notifies() -> None:
    texts = [text for package in ("infrastructure", "interfaces") for text in (ROOT / package).rglob("*.sql")]
    said = [(path, line) for path in texts for line in _statements(path.read_text(encoding="utf-8"))]
    modules = [module for module in (ROOT / "infrastructure").rglob("*.py")]
    said += [(module, text) for module in modules for text in _said(module)]
    assert any("SELECT" in text for _, text in said)
    calls = re.compile(r"\b(LISTEN|NOTIFY|pg_notify)\b")
    assert not [(path, text) for path, text in said if calls.search(text)]


def _statements(script: str) -> list[str]:
    return [line.split("--")[0] for line in script.splitlines()]


def test_no_query_joins_across_the_schemas_of_a_jurisdiction() -> None:
    """Each of a jurisdiction's schemas may lie on another machine; the views are never joined to the log."""
    for module in (ROOT / "infrastructure").rglob("*.py"):
        for text in _said(module):
            assert not re.search(r"\bJOIN\b[^;]*_(views|keeper)\b", text), (module, text)
