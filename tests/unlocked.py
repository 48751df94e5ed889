"""The site with the lock of the seats taken off, and the window between counting and deciding held open.

Served by the negative control of tests/programs/applications/test_enrollment_over_http.py, never by the product.
"""

import time
from typing import Any

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from programs.applications import approval, waiting_list  # noqa: E402  after the settings
from programs.applications.seats import Seats, seats_of  # noqa: E402
from programs.models import Batch  # noqa: E402


def _look_only(batch_id: int, **_options: Any) -> Batch:
    return Batch.objects.get(pk=batch_id)


def _count_slowly(batch: Batch) -> Seats:
    seats = seats_of(batch)
    time.sleep(0.05)
    return seats


for module in (approval, waiting_list):
    setattr(module, "hold_batch", _look_only)  # noqa: B010  mypy knows that modules export no such name
setattr(approval, "seats_of", _count_slowly)  # noqa: B010
