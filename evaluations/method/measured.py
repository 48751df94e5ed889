"""How often each method's 95 % intervals held the truth: what `benchmarks/impact_coverage.py` measured.

`CITIES` invented cities a line. The whole table stands in docs/impact.md, with which a test compares these lines.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Measured:
    """One kind of city: the share of intervals (percent) that held the truth, and the mean error in points."""

    scenario: str
    """Its name in docs/impact.md."""
    words: Promise
    covered: float
    error: float
    naive_covered: float
    naive_error: float
    two_way_covered: float
    two_way_error: float


CITIES: Final = 250
MEASURED: Final = (
    Measured("no effect", _("Pelatihan tanpa pengaruh"), 96.4, 0.0, 14.0, 0.56, 95.2, 0.01),
    Measured("constant", _("Pengaruh tetap"), 95.6, 0.016, 13.6, 0.57, 95.2, 0.01),
    Measured("growing, differing by unit, staggered", _("Pengaruh tumbuh dan berbeda tiap unit"),
             98.4, 0.022, 8.8, 0.59, 96.8, -0.01),
    Measured("overlapping programs, growing", _("Program yang tumpang tindih dan tumbuh"),
             96.0, 0.027, 2.0, 0.95, 86.0, 0.2),
    Measured("ceiling near 100", _("Unit dekat 100"), 97.6, -0.005, 16.4, 0.41, 94.4, 0.06),
)  # fmt: skip
