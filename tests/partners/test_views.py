"""BKPSDM's pages of partners, and the signed paper for those who may have it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from partners.models import Agreement, Contact, Institution, Instructor, PartnerStaff
from people.models import Account
from tests.cast import Cast
from tests.documents.test_uploads import PDF
from tests.factories.people import make_account
from tests.factories.programs import make_agreement, make_batch, make_institution, make_partner_staff, make_program

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def hr(cast: Cast) -> Client:
    return signed_in(cast.hr)


def test_hr_records_a_partner_with_everything_about_it(hr: Client) -> None:
    answer = hr.post("/kelola/mitra/baru/", {"name": "Universitas Laut", "kind": "university"}, follow=True)
    partner = Institution.objects.get()
    assert answer.redirect_chain[-1][0] == f"/kelola/mitra/{partner.pk}/"
    assert "Tanpa perjanjian, angkatan tidak dapat dibuka" in answer.content.decode()
    hr.post(f"/kelola/mitra/{partner.pk}/narahubung/baru/", {"name": "Rina", "role": "Keuangan", "phone": "0771 12345"})
    hr.post(f"/kelola/mitra/{partner.pk}/pengajar/baru/", {"name": "Dr. Hafiz", "expertise": "Logistik"})
    agreement = {"kind": "pks", "number": "PKS/1", "starts_on": "2026-01-01", "ends_on": "2028-01-01"}
    file = SimpleUploadedFile("naskah.pdf", PDF)
    hr.post(f"/kelola/mitra/{partner.pk}/perjanjian/baru/", {**agreement, "signed": file})
    page = hr.get(f"/kelola/mitra/{partner.pk}/").content.decode()
    for shown in ("Rina", "Keuangan", "tel:077112345", "Dr. Hafiz", "Logistik", "PKS/1", "Unduh naskah"):
        assert shown in page
    contact, teacher = Contact.objects.get(), Instructor.objects.get()
    hr.post(f"/kelola/narahubung/{contact.pk}/ubah/", {"name": "Rina M.", "email": "rina@umrah.test"})
    hr.post(f"/kelola/pengajar/{teacher.pk}/ubah/", {"name": "Dr. Hafiz", "expertise": "Pelabuhan"})
    hr.post(f"/kelola/mitra/{partner.pk}/ubah/", {"name": "Universitas Samudra", "kind": "university"})
    page = hr.get(f"/kelola/mitra/{partner.pk}/").content.decode()
    assert "Universitas Samudra" in page
    assert "mailto:rina@umrah.test" in page
    assert "Pelabuhan" in page
    hr.post(f"/kelola/narahubung/{contact.pk}/hapus/")
    assert not Contact.objects.exists()


def test_a_refusal_stays_on_the_form_with_its_sentence(hr: Client) -> None:
    make_institution(name="Universitas Laut")
    page = hr.post("/kelola/mitra/baru/", {"name": "Universitas Laut", "kind": "university"})
    assert "Lembaga dengan nama ini sudah tercatat." in page.content.decode()
    partner = make_institution()
    agreement = {"kind": "pks", "number": "PKS/1", "starts_on": "2026-01-01", "ends_on": "2028-01-01"}
    fake = SimpleUploadedFile("naskah.pdf", b"<html>bukan PDF</html>")
    page = hr.post(f"/kelola/mitra/{partner.pk}/perjanjian/baru/", {**agreement, "signed": fake}).content.decode()
    assert "Isi berkas ini bukan PDF, apa pun namanya" in page
    large = SimpleUploadedFile("naskah.pdf", b"%PDF-" + b" " * 10 * 1024 * 1024 + b"%%EOF")
    page = hr.post(f"/kelola/mitra/{partner.pk}/perjanjian/baru/", {**agreement, "signed": large}).content.decode()
    assert "lebih besar dari 10 MB" in page
    assert not Agreement.objects.exists()


def test_hr_invites_ends_and_renews_staff_and_sees_each_code_once(hr: Client) -> None:
    partner, today = make_institution(), timezone.localdate().isoformat()
    address = f"/kelola/mitra/{partner.pk}/staf/baru/"
    form = {"name": "Rina", "email": "rina@umrah.test", "starts_on": today}
    page = hr.post(address, form).content.decode()
    assert "rina@umrah.test" in page
    assert "Kode ini hanya tampil sekali" in page
    assert "sudah menjadi staf sebuah mitra" in hr.post(address, form).content.decode()
    post = PartnerStaff.objects.get()
    assert "Kode ini hanya tampil sekali" in hr.post(f"/kelola/staf-mitra/{post.pk}/kode/").content.decode()
    page = hr.post(f"/kelola/staf-mitra/{post.pk}/akhiri/", {"on": today}, follow=True).content.decode()
    assert "Akun Rina diakhiri." in page
    post.refresh_from_db()
    assert post.ends_on == timezone.localdate()


def test_the_list_is_filtered_and_had_as_a_file(hr: Client) -> None:
    make_institution(name="=Universitas Laut")
    make_institution(name="Kementerian Kota", kind="ministry")
    page = hr.get("/kelola/mitra/?jenis=ministry").content.decode()
    assert "Kementerian Kota" in page
    assert "Universitas Laut" not in page
    assert "Tidak ada lembaga yang cocok" in hr.get("/kelola/mitra/?cari=tidak-ada").content.decode()
    answer = hr.get("/kelola/mitra/?unduh=xlsx&jenis=university")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Lembaga", "Jenis", "Pengajar", "Perjanjian sampai"],
        ["=Universitas Laut", "Perguruan tinggi", 0, None],
    ]


def test_the_page_tells_which_agreements_end_soon_or_have_ended(hr: Client) -> None:
    partner, day = make_institution(), timezone.localdate()
    for number, left in (("PKS/habis", -1), ("PKS/segera", 30), ("PKS/lama", 400)):
        make_agreement(partner, number=number, starts_on=date(2020, 1, 1), ends_on=day + timedelta(days=left))
    page = hr.get("/kelola/perjanjian/").content.decode()
    assert page.index("PKS/lama") < page.index("Berlaku</span>") < page.index("PKS/segera")
    assert page.index("30 hari lagi") < page.index("PKS/habis") < page.index("Habis")
    answer = hr.get("/kelola/perjanjian/?unduh=xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert [row[5].value for row in sheet.rows] == ["Sisa hari", 400, 30, -1]
    assert "PKS/segera habis" in hr.get(f"/kelola/mitra/{partner.pk}/").content.decode()


def test_shortening_an_agreement_in_the_admin_is_refused_in_words(hr: Client) -> None:
    partner = make_institution()
    agreement = make_agreement(partner)
    make_batch(make_program(institution=partner), agreement=agreement)
    form = {"institution": partner.pk, "kind": "pks", "number": agreement.number, "scope": ""}
    form |= {"starts_on": "2026-01-01", "ends_on": "2026-03-01"}
    address = reverse("admin:partners_agreement_change", args=[agreement.pk])
    answer = hr.post(address, form, follow=True)
    assert "Angkatan harus berada di dalam masa berlaku perjanjian" in answer.content.decode()
    assert Agreement.objects.get().ends_on == date(2026, 12, 31)


def test_the_signed_paper_is_an_attachment_for_hr_and_that_partners_staff_alone(cast: Cast, hr: Client) -> None:
    partner, other = make_institution(), make_institution()
    hr.post(
        f"/kelola/mitra/{partner.pk}/perjanjian/baru/",
        {
            "kind": "pks",
            "number": "PKS/1",
            "starts_on": "2026-01-01",
            "ends_on": "2028-01-01",
            "signed": SimpleUploadedFile("naskah.pdf", PDF),
        },
    )
    own, foreign = make_account(), make_account()
    make_partner_staff(partner, own)
    make_partner_staff(other, foreign)
    address = f"/perjanjian/{Agreement.objects.get().pk}/naskah/"
    for client in (hr, signed_in(own)):
        answer = client.get(address)
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
        assert answer["Content-Disposition"] == 'attachment; filename="naskah.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
    for account in (foreign, cast.employee, cast.head, cast.leader):
        assert signed_in(account).get(address).status_code == 404
    unsigned = make_agreement(partner)
    assert hr.get(f"/perjanjian/{unsigned.pk}/naskah/").status_code == 404


@pytest.mark.parametrize("name", ["institutions", "agreements", "institution"])
def test_a_list_costs_the_same_queries_with_one_and_with_three_rows(hr: Client, name: str) -> None:
    partner = make_institution()
    address = reverse(name, args=[partner.pk] if name == "institution" else [])
    one_more(partner)
    first = queries_of(hr, address)
    one_more(partner)
    one_more(partner)
    assert queries_of(hr, address) == first


def one_more(partner: Institution) -> None:
    """One more of everything that a partner has, and one more partner."""
    agreement = make_agreement(partner)
    make_agreement(make_institution())
    Contact.objects.create(institution=partner, name=f"Narahubung {agreement.pk}")
    Instructor.objects.create(institution=partner, name="Dosen")
    make_partner_staff(partner, make_account())
    make_batch(make_program(institution=partner), agreement=agreement)


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what a process keeps for some seconds, such as the city's name, is read here
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
