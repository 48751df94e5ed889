"""An agreement is kept with its signed paper, which only a PDF can be."""

from datetime import date, datetime
from typing import Any

import pytest

from documents.uploads import Upload, UploadError
from partners.agreements import in_words, keep, misfit
from partners.errors import AgreementError
from partners.models import Agreement
from tests.documents.test_uploads import PDF
from tests.factories.programs import make_agreement, make_institution

pytestmark = pytest.mark.django_db


def kept(now: datetime, agreement: Agreement | None = None, **fields: Any) -> Agreement:
    values = {
        "kind": "pks",
        "number": "PKS/1",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "scope": "Pelatihan",
        "signed": None,
        **fields,
    }
    return keep(agreement=agreement or Agreement(institution=make_institution()), by=None, now=now, **values)


def test_the_signed_paper_stays_until_another_one_comes(now: datetime) -> None:
    agreement = kept(now, signed=Upload("Naskah.PDF", PDF))
    first = agreement.signed
    assert first is not None
    assert (first.name, first.content_type) == ("Naskah.pdf", "application/pdf")
    kept(now, agreement, ends_on=date(2027, 12, 31))
    agreement.refresh_from_db()
    assert agreement.signed == first
    kept(now, agreement, signed=Upload("baru.pdf", PDF + b"\n%%EOF"))
    assert agreement.signed != first


def test_a_paper_that_is_no_pdf_is_refused_and_nothing_is_kept(now: datetime) -> None:
    with pytest.raises(UploadError, match="bukan PDF"):
        kept(now, signed=Upload("naskah.pdf", b"<html>"))
    assert not Agreement.objects.exists()


def test_dates_that_cross_are_refused_in_words(now: datetime) -> None:
    with pytest.raises(AgreementError, match="tidak boleh sebelum tanggal mulai"):
        kept(now, ends_on=date(2025, 12, 31))


def test_days_outside_are_told_with_the_agreements_own_dates() -> None:
    agreement = make_agreement(make_institution(), number="PKS/9", ends_on=date(2026, 3, 31))
    assert in_words(agreement) == "Sampai 31 Maret 2026 · PKS/9"
    assert misfit(agreement, date(2026, 1, 1), date(2026, 3, 31)) == ""
    assert "PKS/9 hanya berlaku sampai 31 Maret 2026" in misfit(agreement, date(2026, 3, 31), date(2026, 4, 1))
    assert "PKS/9 baru berlaku mulai 1 Januari 2026" in misfit(agreement, date(2025, 12, 31), date(2026, 1, 1))
