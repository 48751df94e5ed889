"""Every sentence of the product has its English, and the compiled catalogues are current."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_catalogues_are_complete_and_compiled() -> None:
    check = subprocess.run(
        [sys.executable, "locale/catalogue.py", "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout[-4000:] + check.stderr[-2000:]


def test_no_sentence_hides_where_the_catalogue_does_not_look() -> None:
    """A sentence inside an f-string is never collected, and so never translated."""
    with (ROOT / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        known = {part for message in read_po(file) for part in _parts(message.id)}
    apps = [path.parent for path in ROOT.glob("*/apps.py")] + [ROOT / "pembinaan"]
    sources = [path for app in apps for path in app.rglob("*.py") if "migrations" not in path.parts]
    assert len(sources) > 300
    hidden = [(path.name, text) for path in sources for text in _sentences(path) if text not in known]
    assert hidden == []


def _parts(key: str | tuple[str, ...]) -> tuple[str, ...]:
    return key if isinstance(key, tuple) else (key,)


def _sentences(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
            first = node.args[0]
            if isinstance(first, ast.Constant) and first.value:
                yield str(first.value)
