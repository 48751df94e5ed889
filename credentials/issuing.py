"""Writing and taking back certificates with their hours: the moves that a settlement or a decision makes.

Each runs in its caller's transaction, which holds the batch's lock.
"""

import secrets
from datetime import datetime

from credentials.dues import Case
from credentials.facts import facts_of
from credentials.models import Certificate, CertificateChange, CertificateDeed, HoursEntry, RevocationKind
from documents.models import DocumentKind
from documents.numbers import allocate
from pembinaan.base.events import emit
from people.models import Account

CERTIFICATE_ISSUED = "certificate.issued"
CERTIFICATE_REVOKED = "certificate.revoked"
# Crockford's alphabet: no I, L, O, U, so that a code read from paper is typed right. 14 of 32: 70 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 14


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def issue(case: Case, now: datetime) -> Certificate:
    """The first revision: a number for good, the frozen facts, the hours, the event."""
    code = new_code()
    facts = facts_of(case, now)
    number = allocate(kind=DocumentKind.CERTIFICATE, unit_code=facts["unit_code"], now=now)
    facts = {**facts, "number": number, "code": code, "revision": 1}
    certificate = Certificate.objects.create(
        code=code,
        number=number,
        employee=case.enrollment.employee,
        enrollment=case.enrollment,
        facts=facts,
        issued_at=now,
    )
    _record_hours(case, revision=1, now=now)
    _note(certificate, CertificateDeed.ISSUED, now)
    emit(kind=CERTIFICATE_ISSUED, subject_id=certificate.pk, now=now)
    return certificate


def revise(case: Case, certificate: Certificate, now: datetime) -> None:
    """The next revision under the same number and code: facts and hours anew."""
    if case.entry is not None:
        reverse_hours(case.entry, now)
    revision = certificate.revision + 1
    kept = {"number": certificate.number, "code": certificate.code, "revision": revision}
    certificate.put_in_force(revision=revision, facts={**facts_of(case, now), **kept}, now=now)
    certificate.save()
    _record_hours(case, revision=revision, now=now)
    _note(certificate, CertificateDeed.REVISED, now)
    emit(kind=CERTIFICATE_ISSUED, subject_id=certificate.pk, now=now)


def take_back(
    certificate: Certificate,
    entry: HoursEntry | None,
    *,
    kind: RevocationKind,
    reason: str,
    now: datetime,
    by: Account | None = None,
) -> None:
    """Revoke the certificate and reverse its hours."""
    if entry is not None:
        reverse_hours(entry, now)
    certificate.take_back(kind=kind, reason=reason[:300], now=now)
    certificate.save()
    _note(certificate, CertificateDeed.REVOKED, now, reason=certificate.revocation_reason, by=by)
    emit(kind=CERTIFICATE_REVOKED, subject_id=certificate.pk, now=now)


def reverse_hours(entry: HoursEntry, now: datetime) -> HoursEntry:
    """Take an entry back by one of the same size with a minus; the ledger itself is never changed."""
    return HoursEntry.objects.create(
        employee_id=entry.employee_id,
        enrollment_id=entry.enrollment_id,
        revision=entry.revision,
        year=entry.year,
        raw_hours=entry.raw_hours,
        days=entry.days,
        sessions=entry.sessions,
        conversion_id=entry.conversion_id,
        credited=-entry.credited,
        reverses=entry,
        recorded_at=now,
    )


def _record_hours(case: Case, *, revision: int, now: datetime) -> None:
    HoursEntry.objects.create(
        employee=case.enrollment.employee,
        enrollment=case.enrollment,
        revision=revision,
        year=case.year,
        raw_hours=case.learned.program_hours,
        days=case.learned.days,
        sessions=case.learned.sessions,
        conversion=case.conversion,
        credited=case.credited,
        recorded_at=now,
    )


def _note(
    certificate: Certificate, deed: CertificateDeed, now: datetime, *, reason: str = "", by: Account | None = None
) -> None:
    CertificateChange.objects.create(
        certificate=certificate,
        deed=deed,
        revision=certificate.revision,
        facts=certificate.facts,
        reason=reason,
        by=by,
        at=now,
    )
