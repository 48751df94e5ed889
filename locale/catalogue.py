"""Extract, update, compile and check the message catalogues, without the gettext tools.

Usage: catalogue.py update    collect every message of code and templates into locale/*/LC_MESSAGES/django.po
       catalogue.py compile   write the .mo files from the .po files
       catalogue.py check     say what is missing, untranslated or not compiled; exit 1 if anything is

The source language is Indonesian; English is the first translation.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "locale/stored.txt"
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


def template() -> Catalog:
    """Every message of the code, with the file it stands in."""
    catalog = Catalog(project="pembinaan", charset="utf-8")
    for path, content in sources():
        for _line, message, _comments, context in extract("python", io.BytesIO(content), keywords=KEYWORDS):
            location = (str(path.relative_to(ROOT)), 1)
            catalog.add(message, locations=[location], context=context, flags=_flags(message))
    for message in stored():
        catalog.add(message, locations=[(str(STORED.relative_to(ROOT)), None)])  # type: ignore[list-item]  # Babel takes None for "no line"
    return catalog


def stored() -> list[str]:
    """Sentences that reach the screen from reference tables and database triggers, one a line."""
    return [line for line in STORED.read_text().splitlines() if line and not line.startswith("#")]


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
    current = template()
    for path, catalog in catalogues():
        catalog.update(current, no_fuzzy_matching=True)
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


def check() -> list[str]:
    """Each message that a catalogue lacks or leaves empty, and each .mo that is not current."""
    findings = []
    current = template()
    for path, catalog in catalogues():
        where = path.relative_to(ROOT)
        for message in current:
            if not message.id:
                continue
            known = catalog.get(message.id, message.context)
            if known is None:
                findings.append(f"{where}: missing: {message.id!r} ({message.locations[0][0]})")
            elif not known.string or (isinstance(known.string, tuple) and not all(known.string)):
                findings.append(f"{where}: untranslated: {message.id!r}")
            else:
                findings += [f"{where}: {message.id!r}: {error}" for error in known.check()]
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
