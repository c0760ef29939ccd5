"""Small modules, small functions, and names that say what a thing is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("domain", "application", "infrastructure", "interfaces")
LONGEST_MODULE = 300
LONGEST_FUNCTION = 25
TABLES = {"_line", "assemble", "environment", "from_env"}
"""Functions that are one literal, a line per column, per part or per setting."""
VAGUE_MODULES = {"utils", "util", "helpers", "common", "base", "manager", "misc"}
VAGUE_CLASSES = re.compile(r"(Manager|Helper|Util|Utils|Base|Impl|Dto)$")


def _modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, its docstring not counted."""
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    for module in _modules():
        assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE, module


def test_no_function_is_longer_than_twenty_five_lines() -> None:
    long = [
        f"{module.relative_to(ROOT)}:{node.lineno} {node.name} {_length(node)}"
        for module in _modules()
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name not in TABLES
        and _length(node) > LONGEST_FUNCTION
    ]
    assert not long


def _public(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public functions and classes, and the public methods of those classes."""
    for node in ast.iter_child_nodes(tree):
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_"):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public(node)


def test_every_public_thing_says_what_it_is_for() -> None:
    silent = [
        f"{module.relative_to(ROOT)}:{node.lineno} {node.name}"
        for module in _modules()
        for node in _public(_tree(module))
        if ast.get_docstring(node) is None
    ]
    assert not silent


def test_names_say_what_a_thing_is() -> None:
    for module in _modules():
        assert module.stem not in VAGUE_MODULES, module
        for node in ast.walk(_tree(module)):
            if isinstance(node, ast.ClassDef):
                assert not VAGUE_CLASSES.search(node.name), f"{module}: {node.name}"
