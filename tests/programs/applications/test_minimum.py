"""With how many people a batch runs, and who is told when they are fewer."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Message
from pembinaan.base.dates import city_day
from programs.applications.minimum import batches_below_minimum, tell_of_batches_below_minimum
from programs.models import Batch
from programs.stages import stage_of
from programs.tasks import tell_of_thin_batches
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_enrollment
from tests.programs.test_views import signed_in


def filled(cast: Cast, states: list[str], **fields: object) -> Batch:
    batch = make_batch(seats=10, **fields)
    for state in states:
        make_enrollment(batch, make_employee(unit=cast.unit), state=state)
    return batch


# A minimum of 3: seats, offers and approvals that wait for the sharing of seats count; requests do not.
COUNTED = [
    (["confirmed", "confirmed"], True),
    (["confirmed", "offered", "approved"], False),
    (["confirmed", "confirmed", "requested", "declined"], True),
]


@pytest.mark.parametrize(("states", "thin"), COUNTED)
def test_who_counts_towards_the_minimum(cast: Cast, now: datetime, states: list[str], thin: bool) -> None:
    batch = filled(cast, states, minimum=3, enrollment_closes_at=now)
    assert batches_below_minimum(now) == ([batch] if thin else [])


OTHERS = [
    {"minimum": 0},
    {"state": "draft"},
    {"starts_on": datetime(2026, 3, 9).date()},
    {"enrollment_closes_at": datetime.fromisoformat("2026-03-09T10:00:01+07:00")},
]


@pytest.mark.parametrize("fields", OTHERS)
def test_batches_without_a_minimum_not_open_begun_or_still_enrolling_are_no_worry(
    cast: Cast, now: datetime, fields: dict[str, object]
) -> None:
    make_batch(**{"seats": 10, "minimum": 3, "enrollment_closes_at": now, **fields})
    assert batches_below_minimum(now) == []


def test_hr_is_told_once_for_each_closing(cast: Cast, now: datetime) -> None:
    batch = filled(cast, ["confirmed", "requested"], minimum=3, enrollment_closes_at=now)
    for _beat in range(2):
        assert tell_of_batches_below_minimum(now=now) == 1
    message = Message.objects.get()
    assert (message.to, message.subject) == (cast.hr, f"Kurang peserta: {batch}")
    assert message.body == (
        "Pendaftaran ditutup dengan 1 dari paling sedikit 3 peserta. 1 permohonan belum diputuskan. "
        "Angkatan mulai 23 Maret 2026: perpanjang pendaftaran, atau batalkan angkatan."
    )
    Batch.objects.update(enrollment_closes_at=now + timedelta(days=3))
    tell_of_batches_below_minimum(now=now + timedelta(days=3))
    assert Message.objects.count() == 2


# days to the start, minimum, people, whether enrollment closed yesterday
STAGES = [
    (30, 3, 2, False, "open"),
    (30, 3, 2, True, "thin"),
    (21, 3, 2, False, "thin"),
    (21, 3, 3, False, "open"),
    (30, 3, 3, True, "ready"),
    (30, 0, 3, True, "thin"),  # without a minimum half of ten seats
    (30, 0, 5, True, "open"),
]


@pytest.mark.parametrize(("days", "minimum", "people", "closed", "stage"), STAGES)
def test_the_stage_follows_the_minimum(
    cast: Cast, now: datetime, days: int, minimum: int, people: int, closed: bool, stage: str
) -> None:
    first = city_day(now) + timedelta(days=days)
    closes_at = now - timedelta(days=1) if closed else now + timedelta(days=1)
    filled(
        cast,
        ["confirmed"] * people,
        minimum=minimum,
        starts_on=first,
        ends_on=first,
        enrollment_closes_at=closes_at,
    )
    assert stage_of(Batch.objects.with_counts().get(), city_day(now)) == stage


def test_desk_and_batch_say_what_can_be_done(cast: Cast) -> None:
    first = timezone.localdate() + timedelta(days=9)
    batch = filled(cast, ["confirmed"], minimum=3, starts_on=first, ends_on=first, enrollment_closes_at=timezone.now())
    client = signed_in(cast.hr)
    tell_of_thin_batches()
    assert "angkatan kurang peserta setelah pendaftaran ditutup" in client.get("/meja/").content.decode()
    page = client.get(reverse("hr_batch", args=[batch.pk])).content.decode()
    assert "Kurang peserta: 1 dari paling sedikit 3." in page
    assert f"{reverse('hr_edit_batch', args=[batch.pk])}#id_enrollment_closes_at" in page
    shown = signed_in(cast.employee).get(reverse("batch", args=[batch.pk])).content.decode()
    assert "Berjalan dengan paling sedikit 3 peserta." in shown
    assert "10 kursi = 1 terdaftar + 0 ditawarkan + 9 kosong" in shown
