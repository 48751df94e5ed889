"""How full a batch is, in figures and in the words of its page."""

import pytest
from django.test import Client

from programs.applications.seats import seats_of
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment

pytestmark = pytest.mark.django_db


def test_who_is_approved_and_waits_for_the_lot_is_not_called_undecided(client: Client, cast: Cast) -> None:
    batch = make_batch(seats=3, seat_method="need")
    make_enrollment(batch, cast.employee.employee, state="approved")
    make_enrollment(batch, cast.stranger.employee, state="requested")
    seats = seats_of(batch)
    assert (seats.free, seats.undecided, seats.approved) == (3, 1, 1)
    client.force_login(cast.hr)
    page = " ".join(client.get(f"/angkatan/{batch.pk}/").content.decode().split())
    assert "0 di daftar tunggu, 1 belum diputuskan. 1 disetujui dan menunggu pembagian kursi." in page
