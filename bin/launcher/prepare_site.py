"""Runs inside the virtual environment: `prepare_site.py CHECKOUT SIGN_INS [--empty]`.

One process for all steps, because starting Django is what takes the time.
"""

import hashlib
import io
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command, get_commands


def main(sign_ins: Path, *, empty: bool) -> None:
    """Migrate, load the demo city unless it is there, collect static files, note sign-ins."""
    sys.path[0] = sys.argv[1]
    django.setup()
    print("Bringing the tables up to date")
    call_command("migrate", interactive=False)
    if "demo" in get_commands() and not empty:
        print("Loading the demo city")
        call_command("demo", "--if-absent")
    collect_static(Path(settings.VAR_DIR) / "run" / "static-files")
    if "demo" in get_commands():
        note_sign_ins(sign_ins)


def collect_static(note: Path) -> None:
    """Collect and compress the static files when one of them has changed since the last time."""
    digest = static_digest()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and note.exists() and note.read_text() == digest:
        return
    print("Compressing static files")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    note.write_text(digest)


def static_digest() -> str:
    """Return a digest of names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def note_sign_ins(path: Path) -> None:
    """Write down one sign-in for each role, if there are any."""
    text = io.StringIO()
    try:
        call_command("demo", "--sign-ins", stdout=text)
    except (CommandError, TypeError):  # an empty city has none
        return
    path.write_text(text.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[2]), empty="--empty" in sys.argv)
