"""Templates: every one is used, and none is longer than a reader can hold."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Found by name by Django, allauth or crispy, not by our own code.
FOUND_BY_CONVENTION = (
    "account/",
    "mfa/",
    "admin/",
    "allauth/",
    "usersessions/",
    "bootstrap5/",
    "django/",
    "registration/",
)
FOUND_BY_STATUS = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
LONGEST_TEMPLATE = 150


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


@pytest.fixture(scope="module")
def everything_that_names_templates() -> str:
    sources = [p for p in ROOT.rglob("*.py") if not {".venv", "var", "tests"} & set(p.relative_to(ROOT).parts)]
    return "\n".join(p.read_text() for p in [*sources, *TEMPLATES])


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_every_template_is_used(path: Path, everything_that_names_templates: str) -> None:
    name = _name(path)
    by_convention = name.startswith(FOUND_BY_CONVENTION) or name in {
        "400.html",
        "403.html",
        "403_csrf.html",
        "404.html",
        "429.html",
        "500.html",
    }
    assert by_convention or name in everything_that_names_templates


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_no_template_is_longer_than_the_limit(path: Path) -> None:
    assert path.read_text().count("\n") <= LONGEST_TEMPLATE


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert " style=" not in text
    assert "<style" not in text
    assert "<script>" not in text
    assert " onclick=" not in text
