"""Rendering a certificate's PDF when it is issued, and telling its holder."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from credentials.hours import shown
from credentials.models import Certificate
from documents.files import store
from documents.pdf import render
from documents.qr import svg
from notifications.outbox import enqueue
from pembinaan.base.events import emit
from pembinaan.base.models import Event
from people.models import Account

CERTIFICATE_PDF_WANTED = "certificate.pdf_wanted"


def verification_address(code: str) -> str:
    """The whole public address of a certificate, as its QR code says it."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('verify', args=[code])}"


@transaction.atomic
def deliver(*, certificate_id: int, now: datetime) -> Certificate:
    """Store the PDF of the revision in force, unless it is there, and tell the holder once a revision."""
    certificate = keep_pdf(certificate_id=certificate_id, now=now)
    if not certificate.is_in_force:
        return certificate
    _tell(
        certificate,
        kind="certificate.issued",
        subject=_("Sertifikat Anda terbit: %(title)s"),
        body=_(
            "Sertifikat nomor %(number)s untuk “%(title)s” sudah terbit, %(hours)s JP diakui. "
            "Unduh di halaman Sertifikat saya: %(address)s"
        ),
        now=now,
    )
    return certificate


@transaction.atomic
def keep_pdf(*, certificate_id: int, now: datetime) -> Certificate:
    """Render and store the PDF of the revision in force, unless it is there."""
    # Two deliveries of one certificate at once would both find its PDF missing.
    certificate = Certificate.objects.select_for_update(no_key=True).get(pk=certificate_id)
    if certificate.is_in_force and not certificate.has_pdf:
        content = render(template="certificate", data=printed(certificate.facts))
        name = f"sertifikat-{certificate.code}-r{certificate.revision}.pdf"
        certificate.take_pdf(store(name=name, content_type="application/pdf", content=content, now=now))
        certificate.save()
    return certificate


@transaction.atomic
def ask_for_pdf(*, certificate: Certificate, now: datetime) -> None:
    """Have the worker render a PDF that is missing, as after a bulk load; asked twice, it is rendered once."""
    waiting = Event.objects.filter(kind=CERTIFICATE_PDF_WANTED, subject_id=certificate.pk, handled_at__isnull=True)
    if certificate.is_in_force and not certificate.has_pdf and not waiting.exists():
        emit(kind=CERTIFICATE_PDF_WANTED, subject_id=certificate.pk, now=now)


@transaction.atomic
def tell_of_revocation(*, certificate_id: int, now: datetime) -> None:
    """Tell the holder, once a revision, that the certificate no longer holds and why."""
    certificate = Certificate.objects.get(pk=certificate_id)
    if certificate.is_in_force:
        return
    _tell(
        certificate,
        kind="certificate.revoked",
        subject=_("Sertifikat Anda dicabut: %(title)s"),
        body=_(
            "Sertifikat nomor %(number)s untuk “%(title)s” dicabut dan %(hours)s JP dibatalkan. Alasan: %(reason)s "
            "Tidak setuju? Hubungi BKPSDM."
        ),
        now=now,
    )


def printed(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as texts for people, named as the PDF's template wants them."""
    address = verification_address(facts["code"])
    days = {"start": _day(facts["starts_on"]), "end": _day(facts["ends_on"])}
    revision = _(" · Revisi %(revision)s") % facts if facts["revision"] > 1 else ""
    return {
        "number": facts["number"] + revision,
        "name": facts["name"],
        "employee_number": facts["employee_number"],
        "role": _("peserta"),
        "program": facts["title"],
        "batch": _("Angkatan %(batch_number)s") % facts,
        "institution": facts["institution"],
        "dates": days["start"] if days["start"] == days["end"] else _("%(start)s sampai %(end)s") % days,
        "hours": _("%(hours)s jam pelajaran (JP)") % {"hours": shown(Decimal(facts["hours"]))},
        "place_and_date": f"{facts['place']}, {_day(facts['issued_on'])}",
        "signatory": facts["signatory"],
        "qr": svg(address),
        "verify_address": address,
    }


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y")


def _tell(certificate: Certificate, *, kind: str, subject: str, body: str, now: datetime) -> None:
    account = Account.objects.filter(employee=certificate.employee_id, is_active=True).first()
    if account is None:
        return
    words = {
        "title": certificate.facts["title"],
        "number": certificate.number,
        "hours": shown(Decimal(certificate.facts["hours"])),
        "reason": certificate.revocation_reason,
        "address": f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('certificates')}",
    }
    enqueue(
        to=account,
        kind=kind,
        subject=subject % words,
        body=body % words,
        cause=f"{kind}:{certificate.pk}:{certificate.revision}",
        now=now,
    )
