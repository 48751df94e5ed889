"""An agreement on which batches rely is never cut short below them; the form says so before the database does."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from partners.errors import AgreementError
from partners.models import Agreement, Institution
from programs.forms import BatchForm
from programs.models import Batch
from programs.partnering import agreements
from tests.cast import Cast
from tests.factories.programs import make_agreement, make_batch, make_institution, make_program

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def partner(db: None) -> Institution:
    return make_institution()


@pytest.fixture
def agreement(partner: Institution) -> Agreement:
    return make_agreement(partner, number="PKS/1")


def change(agreement: Agreement, now: datetime, **fields: Any) -> Agreement:
    values = {"kind": "pks", "number": "PKS/1", "starts_on": date(2026, 1, 1), "scope": "", "signed": None, **fields}
    return agreements.change(agreement=agreement, by=None, now=now, **values)


def test_the_refusal_names_the_batches_that_would_be_left_outside(
    partner: Institution, agreement: Agreement, now: datetime
) -> None:
    program = make_program(institution=partner, title="Pelabuhan")
    for number in range(1, 6):
        make_batch(program, agreement=agreement, number=number)
    with pytest.raises(AgreementError) as caught:
        change(agreement, now, ends_on=date(2026, 3, 23))
    assert caught.value.message == (
        "Tanggal ini meninggalkan angkatan di luar perjanjian: Pelabuhan · 1, Pelabuhan · 2, Pelabuhan · 3 "
        "dan 2 lainnya. Ubah dahulu tanggal angkatannya."
    )
    with pytest.raises(AgreementError, match="di luar perjanjian"):
        change(agreement, now, starts_on=date(2026, 3, 24), ends_on=date(2026, 12, 31))
    assert Agreement.objects.get().ends_on == date(2026, 12, 31)


def test_it_may_end_with_the_last_batch_and_the_batches_copies_follow(
    partner: Institution, agreement: Agreement, now: datetime
) -> None:
    batch = make_batch(make_program(institution=partner), agreement=agreement)
    change(agreement, now, ends_on=date(2026, 3, 24))
    assert Batch.objects.get(pk=batch.pk).agreement_ends_on == date(2026, 3, 24)


def test_what_the_gate_does_not_see_the_database_refuses(
    partner: Institution, agreement: Agreement, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_batch(make_program(institution=partner), agreement=agreement)
    monkeypatch.setattr(agreements.Batch.objects, "filter", lambda **_: Batch.objects.none())
    with pytest.raises(AgreementError, match="Angkatan harus berada di dalam masa berlaku perjanjian"):
        change(agreement, now, ends_on=date(2026, 3, 1))


def test_hr_reads_on_the_form_which_batches_stand_in_the_way(
    cast: Cast, partner: Institution, agreement: Agreement
) -> None:
    make_batch(make_program(institution=partner, title="Pelabuhan"), agreement=agreement, number=1)
    client = Client()
    client.force_login(cast.hr, backend=BACKEND)
    address = f"/kelola/perjanjian/{agreement.pk}/ubah/"
    form = {"kind": "pks", "number": "PKS/1", "starts_on": "2026-01-01", "ends_on": "2026-02-01", "scope": ""}
    assert "di luar perjanjian: Pelabuhan · 1." in client.post(address, form).content.decode()
    page = client.post(address, {**form, "ends_on": "2027-12-31"}, follow=True).content.decode()
    assert "Perjanjian disimpan." in page
    assert Agreement.objects.get().ends_on == date(2027, 12, 31)


def form_of(program: Any, **fields: Any) -> BatchForm:
    values = {
        "starts_on": "2026-03-23",
        "ends_on": "2026-03-24",
        "enrollment_opens_at": "2026-03-01T08:00",
        "enrollment_closes_at": "2026-03-20T08:00",
        "seats": "20",
        "minimum": "0",
        "offer_hours": "24",
        "attendance_share": "0.8",
        **fields,
    }
    return BatchForm(values, instance=Batch(program=program, number=1))


def test_a_batchs_form_says_beside_the_date_how_long_the_agreement_holds(
    partner: Institution, agreement: Agreement
) -> None:
    program = make_program(institution=partner)
    late = form_of(program, agreement=agreement.pk, starts_on="2026-12-30", ends_on="2027-01-02")
    assert "PKS/1 hanya berlaku sampai 31 Desember 2026" in late.errors["ends_on"][0]
    early = form_of(program, agreement=agreement.pk, starts_on="2025-12-30")
    assert "PKS/1 baru berlaku mulai 1 Januari 2026" in early.errors["starts_on"][0]
    assert "ends_on" not in form_of(program, agreement=agreement.pk).errors
    assert "pilih perjanjiannya" in form_of(program).errors["agreement"][0]


def test_the_form_offers_the_agreements_with_their_days_and_warns_of_the_last_end(partner: Institution) -> None:
    today = timezone.localdate()
    agreement = make_agreement(partner, number="PKS/1", starts_on=date(2020, 1, 1), ends_on=today)
    field = form_of(make_program(institution=partner)).fields["agreement"]
    assert str(field.choices.choice(agreement)[1]).endswith(" · PKS/1")  # type: ignore[attr-defined]
    assert "memerlukan perpanjangan" in str(field.help_text)


def test_a_program_of_the_citys_own_asks_for_no_agreement(db: None) -> None:
    own = make_program(institution=make_institution(kind="internal"))
    assert "agreement" not in form_of(own).fields
    assert "agreement" not in form_of(make_program()).fields
