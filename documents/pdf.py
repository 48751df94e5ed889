"""PDFs by typst: quick, deterministic, with the fonts that typst carries."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "typst"
# The file's own date; the same data must give the same bytes, whenever it is rendered.
TIMESTAMP = datetime(2000, 1, 1, tzinfo=UTC)


def render(*, template: str, data: dict[str, Any]) -> bytes:
    """Render `typst/<template>.typ` with `data` to a PDF.

    `data` reaches the template as JSON text, read there by `json()`: its texts are values, never markup.
    Dates and numbers are given as texts, already written for people.
    """
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=TIMESTAMP,
        format="pdf",
    )
