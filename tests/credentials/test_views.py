"""Pages of certificates and hours: who sees what, and what they say."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from credentials.delivery import deliver
from credentials.models import Certificate, CertificateChange, HoursEntry
from credentials.revocation import revoke
from people.models import Account
from programs.closing import reopen
from tests.cast import Cast
from tests.factories.credentials import AFTERWARDS, make_settled
from tests.factories.people import make_employee


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    """Files go to a folder of their own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def certificate(cast: Cast) -> Certificate:
    """Siti's certificate with its PDF."""
    make_settled([cast.employee.employee])  # type: ignore[list-item]
    return deliver(certificate_id=Certificate.objects.get().pk, now=AFTERWARDS)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_anybody_may_verify_and_sees_no_more_than_needed(client: Client, certificate: Certificate) -> None:
    response = client.get(f"/v/{certificate.code}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.cookies == {}
    assert "Siti Nurhaliza" in page
    assert "Berlaku" in page
    assert certificate.facts["employee_number"] not in page
    assert certificate.facts["employee_number"][:8] not in page, "a date of birth"
    assert certificate.facts["unit"] not in page


def test_a_code_may_be_typed_in_small_letters_and_groups(client: Client, certificate: Certificate) -> None:
    typed = "-".join((certificate.code[:5], certificate.code[5:10], certificate.code[10:])).lower()
    assert client.get(f"/v/{typed}/").status_code == 200


def test_an_unknown_code_gets_a_clear_answer(client: Client, db: None) -> None:
    response = client.get("/v/AAAAAAAAAAAAAA/")
    assert response.status_code == 404
    assert "Tidak ada sertifikat dengan kode" in response.content.decode()


def test_verification_tells_of_withdrawal_and_of_review(client: Client, cast: Cast, certificate: Certificate) -> None:
    reopen(batch=certificate.enrollment.batch, by=cast.hr, reason="Koreksi", now=AFTERWARDS)
    assert "sedang diperiksa ulang" in client.get(f"/v/{certificate.code}/").content.decode()
    revoke(certificate=certificate, reason="Rahasia", by=cast.hr, now=AFTERWARDS)
    page = client.get(f"/v/{certificate.code}/").content.decode()
    assert "Dicabut" in page
    assert "Rahasia" not in page


def test_only_the_holder_and_hr_get_the_pdf(cast: Cast, certificate: Certificate) -> None:
    address = f"/sertifikat/{certificate.pk}/berkas/"
    statuses = {
        name: signed_in(getattr(cast, name)).get(address).status_code
        for name in ("employee", "hr", "head", "agency_head", "stranger", "leader", "officer")
    }
    assert statuses.pop("employee") == 200
    assert statuses.pop("hr") == 200
    assert set(statuses.values()) == {404}
    assert Client().get(address).status_code == 302


def test_my_pages_show_my_certificate_and_my_hours(cast: Cast, certificate: Certificate) -> None:
    client = signed_in(cast.employee)
    assert certificate.number in client.get("/sertifikat/").content.decode()
    page = client.get("/jam-pelajaran/?tahun=2026").content.decode()
    assert "JP dari paling sedikit 20 JP" in page
    assert "Terpenuhi" in page
    assert "Ketentuan: PP 11/2017 Pasal 203." in page
    assert "PerLAN 10/2018" in page
    assert "Belum ada catatan" in client.get("/jam-pelajaran/?tahun=2025").content.decode()
    assert "Belum ada sertifikat" in signed_in(cast.stranger).get("/sertifikat/").content.decode()


def test_hr_finds_a_certificate_by_name_number_and_code_and_others_may_not_look(
    cast: Cast, certificate: Certificate
) -> None:
    hr = signed_in(cast.hr)
    for sought in ("nurhaliza", certificate.number, certificate.code, certificate.facts["employee_number"]):
        assert certificate.number in hr.get("/kelola/sertifikat/", {"q": sought}).content.decode()
    assert "Tidak ada yang cocok" in hr.get("/kelola/sertifikat/", {"q": "zzz"}).content.decode()
    for address in ("/kelola/sertifikat/", f"/kelola/sertifikat/{certificate.pk}/"):
        assert signed_in(cast.head).get(address).status_code == 403


def test_hr_takes_a_certificate_back_and_restores_it(cast: Cast, certificate: Certificate) -> None:
    hr, address = signed_in(cast.hr), f"/kelola/sertifikat/{certificate.pk}/"
    assert signed_in(cast.employee).post(f"{address}cabut/", {"reason": "x"}).status_code == 403
    assert "tidak boleh kosong" in hr.post(f"{address}cabut/", {"reason": ""}).content.decode()
    hr.post(f"{address}cabut/", {"reason": "Daftar hadir dipalsukan"})
    assert "Daftar hadir dipalsukan" in hr.get(address).content.decode()
    hr.post(f"{address}pulihkan/")
    certificate.refresh_from_db()
    assert (certificate.is_in_force, certificate.revision) == (True, 2)


@pytest.mark.parametrize("address", ["/sertifikat/", "/jam-pelajaran/?tahun=2026", "/kelola/sertifikat/"])
def test_a_list_costs_the_same_with_one_row_and_with_three(cast: Cast, address: str) -> None:
    client = signed_in(cast.hr)
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            make_settled([cast.hr.employee, make_employee(unit=cast.unit)])  # type: ignore[list-item]
        counts.append(queries(client, address))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("model", ["hoursentry", "certificate", "certificatechange"])
def test_the_admin_shows_ledger_and_certificates_but_changes_none(
    cast: Cast, certificate: Certificate, model: str
) -> None:
    cast.hr.is_staff = cast.hr.is_superuser = True
    cast.hr.save()
    client, base = signed_in(cast.hr), f"/admin/credentials/{model}/"
    assert client.get(base).status_code == 200
    assert client.get(f"{base}add/").status_code == 403
    row = {"hoursentry": HoursEntry, "certificate": Certificate, "certificatechange": CertificateChange}[model]
    assert "_save" not in client.get(f"{base}{row.objects.get().pk}/change/").content.decode()
    assert client.post(f"{base}{row.objects.get().pk}/delete/").status_code == 403
