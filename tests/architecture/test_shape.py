"""Limits with a ratchet: the present maximum is written down and may only fall."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SKIPPED = {".venv", "var", "tests", "migrations", "benchmarks", "docs", ".git"}
LONGEST_FUNCTION = 40
LONGEST_FILE = 400
LONGEST_CLASS = 200
WRITE = re.compile(r"\.(save|delete|create|bulk_create|bulk_update|update|get_or_create|update_or_create)\(")


def _sources() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*.py")):
        if not SKIPPED & set(path.relative_to(ROOT).parts):
            yield path


def _nodes(*kinds: type[ast.AST]) -> Iterator[tuple[str, int]]:
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, kinds):
                lines = node.end_lineno - node.lineno + 1  # type: ignore[attr-defined]
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines  # type: ignore[attr-defined]


def test_no_function_is_longer_than_the_limit() -> None:
    long = [(name, n) for name, n in _nodes(ast.FunctionDef, ast.AsyncFunctionDef) if n > LONGEST_FUNCTION]
    assert long == []


def test_no_class_is_longer_than_the_limit() -> None:
    assert [(name, n) for name, n in _nodes(ast.ClassDef) if n > LONGEST_CLASS] == []


def test_no_file_is_longer_than_the_limit() -> None:
    lines = {str(p.relative_to(ROOT)): p.read_text().count("\n") for p in _sources()}
    assert {name: n for name, n in lines.items() if n > LONGEST_FILE} == {}


def test_views_forms_and_tasks_never_write() -> None:
    layers = [p for p in _sources() if re.search(r"(views|forms|tasks|admin)", p.name) or "views" in p.parts]
    writes = [f"{p.relative_to(ROOT)}: {m.group()}" for p in layers for m in WRITE.finditer(p.read_text())]
    assert writes == []


def test_the_use_cases_never_ask_the_clock() -> None:
    clocks = re.compile(r"timezone\.now\(\)|datetime\.now\(|date\.today\(")
    edges = re.compile(
        r"(views|tasks|commands|health|letters|access|context_processors|admin|launcher|catalogue|dates)"
    )
    asking = [
        f"{p.relative_to(ROOT)}: {m.group()}"
        for p in _sources()
        if not edges.search(str(p.relative_to(ROOT)))
        for m in clocks.finditer(p.read_text())
    ]
    assert asking == []
