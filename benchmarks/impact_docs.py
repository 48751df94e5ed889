"""Puts measured rows into docs/impact.md and the method page: `impact_docs.py 1000 < rows`.

`rows` is what impact_coverage.py and impact_other_cities.py write to standard error, `1000` how many cities a line.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS, PAGE = ROOT / "docs/impact.md", ROOT / "evaluations/method/measured.py"
MARKS = re.compile(r" \((?:!|no aim|\d+ ?% refused)\)")
COVERAGE_CELLS = 9
PAGE_CELLS = (1, 2, 5, 6, 7, 8)
"""Of a row of the first table: what the method page shows."""


def main() -> None:
    cities, rows = int(sys.argv[1]), {}
    for line in sys.stdin:
        if line.startswith("| "):
            rows[name_of(line)] = line.strip()
    text = "\n".join(rows.get(name_of(line), line) for line in DOCS.read_text().split("\n"))
    measured = r"(impact_(?:coverage|other_cities)\.py`, )[\d,]+((?: invented)? cities a line)"
    text = re.sub(measured, rf"\g<1>{cities:,}\2", text)
    DOCS.write_text(text)
    page = re.sub(r"CITIES: Final = \d+", f"CITIES: Final = {cities}", PAGE.read_text())
    for name, row in rows.items():
        cells = [cell.strip().removesuffix(" %") for cell in row.strip("|").split("|")]
        if len(cells) == COVERAGE_CELLS:
            figures = ", ".join(str(float(cells[place]) + 0.0) for place in PAGE_CELLS)
            page = re.sub(rf'(Measured\("{re.escape(name)}",\s*_\("[^"]*"\),\s*)[-\d., ]+\)', rf"\g<1>{figures})", page)
    PAGE.write_text(page)


def name_of(line: str) -> str:
    """The first cell without its marks; the line itself when it is no row."""
    return MARKS.sub("", line.split("|")[1]).strip() if line.startswith("| ") else line


if __name__ == "__main__":
    main()
