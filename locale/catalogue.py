"""Extract, update, compile and check the message catalogues, without the gettext tools.

Usage: catalogue.py update    collect every message of code and templates into locale/*/LC_MESSAGES/django.po
       catalogue.py compile   write the .mo files from the .po files
       catalogue.py check     say what is missing, untranslated or not compiled; exit 1 if anything is

The source language is Indonesian; English is the first translation. Malay is spoken on the citizen's pages only:
its catalogue holds what those pages can show, and everything else falls back to Indonesian.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "locale/stored.txt"
# What the pages of a partly spoken language are made of: templates (with all that they include) and code.
PARTLY: dict[str, tuple[str, ...]] = {
    "ms": (
        "templates/components/nav_public.html",
        "templates/surveys/closed.html",
        "templates/surveys/complaints/form.html",
        "templates/surveys/complaints/state.html",
        "templates/surveys/foreign.html",
        "templates/surveys/invitations/closed.html",
        "templates/surveys/invitations/survey.html",
        "templates/surveys/languages.html",
        "templates/surveys/survey.html",
        "templates/surveys/thanks.html",
        "templates/surveys/unknown.html",
        "surveys/answers.py",
        "surveys/complaints/citizen_views.py",
        "surveys/complaints/receiving.py",
        "surveys/devices/words.py",
        "surveys/invitations/citizen_views.py",
        "surveys/survey_views.py",
    ),
}
LEADS_TO = re.compile(r"""{% (?:include|extends) "([^"]+)\"""")
SKIPPED = {".venv", "var", "tests", "benchmarks", "migrations", "node_modules", "docs", "bin", "locale"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources() -> Iterator[tuple[Path, bytes]]:
    """Python code, and templates turned into something that reads like it."""
    import django  # noqa: PLC0415  settings are configured first
    from django.conf import settings  # noqa: PLC0415

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    from django.utils.translation.template import templatize  # noqa: PLC0415

    for path in sorted(ROOT.rglob("*")):
        if SKIPPED & set(path.relative_to(ROOT).parts[:-1]) or path.name.startswith("."):
            continue
        if path.suffix == ".py":
            yield path, path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            lines = templatize(path.read_text(), origin=str(path)).splitlines()
            # A template's indentation is not Python's; the extractor would stumble over it.
            yield path, "\n".join(line.strip() for line in lines).encode()


def reached(language: str) -> set[str] | None:
    """The files whose messages a partly spoken language needs; None: all of them."""
    if language not in PARTLY:
        return None
    found: set[str] = set()
    waiting = list(PARTLY[language])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [f"templates/{other}" for other in LEADS_TO.findall((ROOT / name).read_text())]
    return found


def template(language: str = "") -> Catalog:
    """Every message of the code, or those a partly spoken language needs, with the file it stands in."""
    only = reached(language)
    catalog = Catalog(project="pembinaan", charset="utf-8")
    for path, content in sources():
        if only is not None and str(path.relative_to(ROOT)) not in only:
            continue
        for _line, message, _comments, context in extract("python", io.BytesIO(content), keywords=KEYWORDS):
            location = (str(path.relative_to(ROOT)), 1)
            catalog.add(message, locations=[location], context=context, flags=_flags(message))
    for message in stored(language):
        catalog.add(message, locations=[(str(STORED.relative_to(ROOT)), None)])  # type: ignore[list-item]  # Babel takes None for "no line"
    return catalog


def stored(language: str = "") -> list[str]:
    """Sentences that reach the screen from reference tables and database triggers, one a line."""
    file = ROOT / f"locale/stored-{language}.txt" if language in PARTLY else STORED
    return [line for line in file.read_text().splitlines() if line and not line.startswith("#")]


def _flags(message: str | tuple[str, ...]) -> list[str]:
    text = message if isinstance(message, str) else message[0]
    return ["python-format"] if "%(" in text else []


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """The catalogues of locale/, as they stand."""
    for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parts[-3])


def update() -> None:
    """Bring every catalogue up to the code; translations of messages that are gone are dropped."""
    for path, catalog in catalogues():
        catalog.update(template(str(catalog.locale)), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)


def compiled(catalog: Catalog) -> bytes:
    """The .mo content of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def compile_all() -> None:
    """Write every .mo file."""
    for path, catalog in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(catalog))


def gaps(catalog: Catalog) -> list[str]:
    """Each message that a catalogue lacks or leaves empty."""
    findings = []
    for message in template(str(catalog.locale)):
        known = catalog.get(message.id, message.context) if message.id else message
        if known is None:
            findings.append(f"missing: {message.id!r} ({message.locations[0][0]})")
        elif message.id and (not known.string or (isinstance(known.string, tuple) and not all(known.string))):
            findings.append(f"untranslated: {message.id!r}")
    return findings


def check() -> list[str]:
    """Each gap of a catalogue, each faulty message, and each .mo that is not current.

    A partly spoken language may have gaps here, which fall back to Indonesian; a test tells of them.
    """
    findings = []
    for path, catalog in catalogues():
        where = path.relative_to(ROOT)
        findings += [f"{where}: {gap}" for gap in gaps(catalog) if str(catalog.locale) not in PARTLY]
        findings += [f"{where}: {known.id!r}: {error}" for known in catalog if known.string for error in known.check()]
        mo = path.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != compiled(catalog):
            findings.append(f"{where}: not compiled: run catalogue.py compile")
    return findings


def main() -> int:
    """Run the command named on the command line."""
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    elif command == "check":
        findings = check()
        print("\n".join(findings) or "catalogues are complete and compiled")
        return bool(findings)
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
