"""The demo city's partners: papers that open, and a second partner with which isolation can be tried by hand."""

import io
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pypdf import PdfReader

from documents.models import StoredFile
from partners.models import Agreement, Contact, PartnerStaff
from pembinaan.base.dates import today
from people.models import Account
from portal.demo.accounts import SIGN_INS
from portal.demo.build import build
from portal.demo.load import load
from portal.demo.papers import paper
from programs.models import Batch, Material

TODAY = date(2026, 11, 24)


def test_a_paper_is_a_pdf_that_a_reader_opens() -> None:
    page = PdfReader(io.BytesIO(paper("Judul (contoh)", "Baris satu.", "Baris dua."))).pages[0].extract_text()
    assert page.split("\n") == ["Judul (contoh)", "Baris satu.", "Baris dua."]


def test_every_partner_can_be_called_and_every_paper_stands_for_an_agreement(db: None) -> None:
    city = build(today=TODAY, scale=0.02)
    called = {row["institution_id"] for row in city.rows.of(Contact)}
    assert called == set(city.institutions.values())
    assert all(row["signed_id"] for row in city.rows.of(Agreement))
    assert {row["file"] for row in city.rows.of(StoredFile)} >= set(city.files)


@pytest.mark.django_db(transaction=True)
def test_two_partners_sign_in_and_neither_sees_the_others() -> None:
    load(today=today(), stream=io.StringIO(), scale=0.02)
    for part, code in (("partner", "umrah"), ("other_partner", "bpsdm")):
        account = Account.objects.get(email=SIGN_INS[part][0])
        assert PartnerStaff.objects.get(account=account).institution.code == code
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get("/mitra/").status_code == 200
        for batch in Batch.objects.exclude(state="draft").exclude(institution=None).order_by("-pk")[:12]:
            own = batch.institution.code == code  # type: ignore[union-attr]
            assert client.get(f"/mitra/angkatan/{batch.pk}/").status_code == (200 if own else 404)
    material = Material.objects.in_use().select_related("file")[0]
    assert default_storage.exists(material.file.file.name)
