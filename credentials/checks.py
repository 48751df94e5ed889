"""What must be true of certificates and hours, as questions that return the breaches in words."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.fields.json import KT

from credentials.dues import Case, DuesError, Verdict, cases_of
from credentials.models import Certificate, CertificateChange, HoursEntry, RevocationKind
from programs.models import Batch, BatchState


def breaches() -> Iterator[str]:
    """Every breach found; nothing when all is well."""
    yield from _certificates_without_hours()
    yield from _hours_without_certificate()
    yield from _balances_below_zero()
    yield from _certificates_without_trail()
    yield from _unsettled_batches()


def _certificates_without_hours() -> Iterator[str]:
    standing = HoursEntry.objects.standing().filter(enrollment=OuterRef("enrollment"), revision=OuterRef("revision"))
    for certificate in Certificate.objects.in_force().filter(~Exists(standing)).order_by("pk"):
        yield f"certificate {certificate.number}: in force, but its revision has no standing hours"


def _hours_without_certificate() -> Iterator[str]:
    proof = Certificate.objects.in_force().filter(enrollment=OuterRef("enrollment"), revision=OuterRef("revision"))
    for entry in HoursEntry.objects.standing().filter(~Exists(proof)).order_by("pk"):
        yield f"hours entry {entry.pk}: standing, but no certificate in force backs it"


def _balances_below_zero() -> Iterator[str]:
    sums = HoursEntry.objects.values("employee_id", "year").annotate(total=Sum("credited")).filter(total__lt=0)
    for row in sums.order_by("employee_id", "year"):
        yield f"employee {row['employee_id']}, {row['year']}: hours sum to {row['total']}"


def _certificates_without_trail() -> Iterator[str]:
    told = CertificateChange.objects.filter(certificate=OuterRef("pk"), revision=OuterRef("revision"))
    issued, revoked = told.exclude(deed="revoked"), told.filter(deed="revoked")
    broken = ~Exists(issued) | (Q(revoked_at__isnull=False) & ~Exists(revoked))
    for certificate in Certificate.objects.filter(broken).order_by("pk"):
        yield f"certificate {certificate.number}: its trail does not tell how it came to be as it is"
    for certificate in (
        Certificate.objects.alias(printed=KT("facts__number")).exclude(printed=F("number")).order_by("pk")
    ):
        yield f"certificate {certificate.number}: its facts name another number"


def _unsettled_batches() -> Iterator[str]:
    closed = Batch.objects.filter(state=BatchState.CLOSED).select_related("program__training_type").order_by("pk")
    for batch in closed.iterator(chunk_size=200):
        try:
            cases = cases_of(batch)
        except DuesError as error:
            yield f"batch {batch}: {error}"
            continue
        for case in cases:
            if _is_wrong(case):
                yield f"batch {batch}, enrollment {case.enrollment.pk}: certificate {case.verdict.value}, it is not so"


def _is_wrong(case: Case) -> bool:
    if case.certificate is None:
        return case.verdict is Verdict.DUE
    if case.verdict is Verdict.DUE:
        return not case.certificate.is_in_force and case.certificate.revocation_kind != RevocationKind.DECISION
    return case.verdict is Verdict.NOT_DUE and case.certificate.is_in_force
