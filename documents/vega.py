"""Draws Vega-Lite specifications as SVG in a process of its own.

The drawing engine takes about 100 MB, which must neither stay in a worker nor come into the web process:
`python -m documents.vega` reads a JSON list of specifications on its standard input and writes a JSON list of
`{"svg": …}` or `{"failure": …}` in the same order.
"""

import json
import sys
from typing import Any

NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
DATES = {
    "dateTime": "%A, %d %B %Y %H.%M",
    "date": "%d/%m/%Y",
    "time": "%H.%M",
    "periods": ["AM", "PM"],
    "days": ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
    "shortDays": ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
    "months": [
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ],
    "shortMonths": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
}


def draw(specs: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Draw each specification; one that cannot be drawn does not stop the others."""
    import vl_convert  # noqa: PLC0415  100 MB: only the process that draws pays for it

    return [_drawn(vl_convert, spec) for spec in specs]


def _drawn(engine: Any, spec: dict[str, Any]) -> dict[str, str]:
    try:
        # No address is allowed: a chart shows the data in its specification and loads nothing.
        svg = engine.vegalite_to_svg(spec, allowed_base_urls=[], format_locale=NUMBERS, time_format_locale=DATES)
    except Exception as failure:  # the engine raises whatever its JavaScript threw
        return {"failure": str(failure)[:2000] or repr(failure)}
    return {"svg": svg}


if __name__ == "__main__":
    json.dump(draw(json.load(sys.stdin)), sys.stdout)
