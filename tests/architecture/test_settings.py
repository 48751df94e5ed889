"""Every setting by environment is listed, in the page and in the example."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def settings_in_the_code() -> set[str]:
    found: set[str] = {"DJANGO_SETTINGS_MODULE", "PEMBINAAN_CHROMIUM"}
    for path in (ROOT / "pembinaan" / "settings").glob("*.py"):
        found |= set(re.findall(r"env\.\w+\(\s*[\"'](\w+)[\"']", path.read_text()))
    return found


def test_the_page_lists_every_setting() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    assert set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE)) == settings_in_the_code()


def test_the_example_lists_every_setting() -> None:
    example = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#?([A-Z0-9_]+)=", example, re.MULTILINE)) == settings_in_the_code()
