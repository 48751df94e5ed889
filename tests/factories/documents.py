"""Number patterns, signatories and identities for tests."""

from datetime import UTC, date, datetime
from typing import Any

from documents.files import store
from documents.models import CityIdentity, NumberPattern, Signatory, StoredFile
from tests.factories.people import EPOCH


def make_pattern(kind: str = "certificate", **fields: Any) -> NumberPattern:
    """The pattern in force for `kind` since EPOCH; a reference pattern of the migrations gives way to it."""
    NumberPattern.objects.filter(kind=kind).delete()
    values = {"pattern": "{sifat}/{klasifikasi}/{seq}/{kode_unit}/{tahun}", "nature": "B", "classification": "810"}
    return NumberPattern.objects.create(kind=kind, starts_on=EPOCH, **{**values, **fields})


def make_signatory(kind: str = "certificate", *, starts_on: date = EPOCH, **fields: Any) -> Signatory:
    """Who signs `kind` since EPOCH."""
    values = {
        "name": "Dra. Hartati, M.Si.",
        "number": "196805121990032001",
        "position_title": "Kepala BKPSDM",
        "rank": "Pembina Utama Muda (IV/c)",
    }
    return Signatory.objects.create(kind=kind, starts_on=starts_on, **{**values, **fields})


def make_identity(**fields: Any) -> CityIdentity:
    """The active identity; any other is put aside."""
    CityIdentity.objects.update(active=False)
    values = {"name": "Kota Uji", "short_name": "Uji", "government_name": "Pemerintah Kota Uji"}
    return CityIdentity.objects.create(**{**values, **fields})


def make_stored_file(content: bytes = b"%PDF-1.7 uji") -> StoredFile:
    """A kept file."""
    return store(name="uji.pdf", content_type="application/pdf", content=content, now=datetime(2026, 3, 9, tzinfo=UTC))
