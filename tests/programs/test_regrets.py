"""Saying beforehand that one will not come to a session (asked for: know who will not come)."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from people.models import Account
from programs.errors import EnrollmentError
from programs.models import Batch, Enrollment, Regret, Session
from programs.regrets import take_back, tell
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment, make_session


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def session(db: None) -> Session:
    return make_session(make_batch())


@pytest.fixture
def seat(cast: Cast, session: Session) -> Enrollment:
    return make_enrollment(session.batch, cast.employee.employee, state="confirmed")


def test_told_twice_the_first_reason_stands_until_it_is_taken_back(
    cast: Cast, now: datetime, session: Session, seat: Enrollment
) -> None:
    tell(enrollment=seat, session=session, reason="Rapat", by=cast.employee, now=now)
    again = tell(enrollment=seat, session=session, reason="Sakit", by=cast.employee, now=now)
    assert again.reason == "Rapat"
    take_back(enrollment=seat, session=session, now=now)
    take_back(enrollment=seat, session=session, now=now)
    tell(enrollment=seat, session=session, reason="Sakit", by=cast.employee, now=now)
    assert list(Regret.objects.standing().values_list("reason", flat=True)) == ["Sakit"]


def test_only_a_participant_tells_with_a_reason_and_before_the_session(
    cast: Cast, now: datetime, session: Session, seat: Enrollment
) -> None:
    with pytest.raises(EnrollmentError, match="Tuliskan alasan"):
        tell(enrollment=seat, session=session, reason=" ", by=cast.employee, now=now)
    with pytest.raises(EnrollmentError, match="sudah dimulai"):
        tell(enrollment=seat, session=session, reason="Sakit", by=cast.employee, now=session.starts_at)
    waiting = make_enrollment(session.batch, cast.stranger.employee, state="waiting")
    with pytest.raises(EnrollmentError, match="Hanya peserta"):
        tell(enrollment=waiting, session=session, reason="Sakit", by=cast.stranger, now=now)


@pytest.mark.parametrize("constraint", ["regret_once", "regret_has_reason", "regret_of_own_batch"])
def test_the_database_refuses_what_cannot_be(
    cast: Cast, now: datetime, session: Session, seat: Enrollment, constraint: str
) -> None:
    row = {"enrollment": seat, "session": session, "reason": "Sakit", "told_at": now}
    if constraint == "regret_once":
        Regret.objects.create(**row)
    elif constraint == "regret_has_reason":
        row["reason"] = ""
    else:
        row["session"] = make_session(make_batch())
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Regret.objects.create(**row)
    assert refusal.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def test_bkpsdm_reads_in_the_list_and_in_its_file_who_will_not_come(cast: Cast) -> None:
    soon = timezone.now() + timedelta(days=3)
    batch: Batch = make_batch(starts_on=soon.date(), ends_on=soon.date())
    coming = make_session(batch, title="Praktik", starts_at=soon, ends_at=soon + timedelta(hours=2))
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_enrollment(batch, cast.stranger.employee, state="confirmed")
    page = signed_in(cast.employee).get(reverse("enrollment", args=[enrollment.pk])).content.decode()
    address = reverse("tell_regret", args=[enrollment.pk, coming.pk])
    assert address in page
    page = signed_in(cast.employee).post(address, {"reason": "Sidang"}, follow=True).content.decode()
    assert "Sidang" in page
    hr, listed = signed_in(cast.hr), reverse("participants", args=[batch.pk])
    only = hr.get(listed, {"keadaan": "tidak-datang"}).content.decode()
    assert "Praktik: Sidang" in only
    assert "Orang Lain" not in only
    file = hr.get(reverse("participants_file", args=[batch.pk]), {"keadaan": "tidak-datang"})
    sheet = load_workbook(BytesIO(b"".join(file.streaming_content) if file.streaming else file.content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][-1] == "Praktik: Sidang"
    back = signed_in(cast.employee).post(reverse("regret_back", args=[enrollment.pk, coming.pk]), follow=True)
    assert "Tidak dapat hadir" in back.content.decode()
