"""The domain imports the standard library and itself, and nothing else."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALLOWED = sys.stdlib_module_names | {"domain"}


def _imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def test_the_domain_imports_the_standard_library_alone() -> None:
    found = {
        f"{module.relative_to(ROOT)}: {name}"
        for module in (ROOT / "domain").rglob("*.py")
        for name in _imports(module)
        if name not in ALLOWED
    }
    assert not found


IMPURE = {"now", "today", "open", "uuid1", "uuid4", "print", "input", "getenv"}
IMPURE_MODULES = {"os", "io", "time", "random", "secrets", "pathlib", "socket", "threading", "asyncio"}


def _calls(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


def test_the_domain_reads_no_clock_and_makes_no_identifier() -> None:
    for module in (ROOT / "domain").rglob("*.py"):
        assert not IMPURE & set(_calls(module)), module.relative_to(ROOT)
        assert not IMPURE_MODULES & set(_imports(module)), module.relative_to(ROOT)
