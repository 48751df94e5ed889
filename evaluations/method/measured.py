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


CITIES: Final = 1000
MEASURED: Final = (
    Measured("no effect", _("Pelatihan tanpa pengaruh"), 97.3, 0.008, 13.2, 0.57, 95.3, 0.01),
    Measured("constant", _("Pengaruh tetap"), 96.8, 0.022, 13.2, 0.58, 94.3, 0.02),
    Measured("growing, differing by unit, staggered", _("Pengaruh tumbuh dan berbeda tiap unit"),
             98.2, 0.027, 8.6, 0.58, 97.5, 0.0),
    Measured("overlapping programs, growing", _("Program yang tumpang tindih dan tumbuh"),
             96.6, 0.036, 2.1, 0.96, 85.5, 0.2),
    Measured("ceiling near 100", _("Unit dekat 100"), 97.3, 0.011, 13.9, 0.42, 92.8, 0.07),
)  # fmt: skip
