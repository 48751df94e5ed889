"""What beat starts in this room."""

from datetime import timedelta

import pytest
from django.utils import timezone
from structlog.testing import capture_logs

from programs.models import Enrollment
from programs.tasks import lapse_overdue_offers, verify_enrollments
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment


@pytest.fixture
def overdue(cast: Cast) -> Enrollment:
    an_hour_ago = timezone.now() - timedelta(hours=1)
    return make_enrollment(make_batch(), cast.employee.employee, state="offered", offer_expires_at=an_hour_ago)


def test_overdue_offers_lapse_by_beat(overdue: Enrollment) -> None:
    lapse_overdue_offers()
    overdue.refresh_from_db()
    assert overdue.state == "lapsed"


def test_the_nightly_look_logs_each_breach(overdue: Enrollment) -> None:
    with capture_logs() as logs:
        verify_enrollments()
    assert [(entry["event"], entry["rule"]) for entry in logs] == [
        ("enrollment_breach", "tawaran yang lewat diteruskan")
    ]
