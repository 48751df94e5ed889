"""PDFs by typst: quick, deterministic, with the fonts that typst carries."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from documents.identity import current_identity
from documents.models import CityIdentity, StoredFile

TEMPLATES = Path(__file__).parent / "typst"
PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
# The file's own date; the same data must give the same bytes, whenever it is rendered.
TIMESTAMP = datetime(2000, 1, 1, tzinfo=UTC)


def render(*, template: str, data: dict[str, Any]) -> bytes:
    """Render `typst/<template>.typ` with `data` to a PDF.

    `data` reaches the template as JSON text, read there by `json()`: its texts are values, never markup.
    Dates and numbers are given as texts, already written for people. Each template names its fields in its
    head; `city` comes by itself from the identity in force.
    """
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({"city": _letterhead(current_identity()), **data}, ensure_ascii=False)},
        timestamp=TIMESTAMP,
        format="pdf",
    )


def _letterhead(city: CityIdentity) -> dict[str, Any]:
    return {
        "name": city.name,
        "system_name": city.system_name,
        "government_name": city.government_name,
        "agency_name": city.agency_name,
        "contact_line": city.contact_line,
        "crest_letter": city.crest_letter,
        "primary": city.primary_color,
        "accent": city.accent_color,
        "logo": _picture(city.logo) if city.logo else None,
    }


def _picture(file: StoredFile) -> dict[str, Any]:
    # JSON knows no bytes: the picture goes as the list of them, which typst's bytes() takes.
    with file.file.open("rb") as content:
        return {"format": PICTURES[file.content_type], "bytes": list(content.read())}
