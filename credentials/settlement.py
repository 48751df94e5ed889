"""Bringing certificates and hours in line with what happened in a batch.

Level-triggered: it compares what is due now with what exists and writes only the difference, so that
it may run twice, late, after a crash, or in two workers at once, with the same result.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from credentials.dues import Case, Verdict, cases_of
from credentials.issuing import issue, revise, take_back
from credentials.models import RevocationKind
from programs.models import Batch


@dataclass(frozen=True)
class Settlement:
    """How many certificates a settlement wrote."""

    issued: int
    revised: int
    revoked: int


@transaction.atomic
def settle(*, batch: Batch, now: datetime) -> Settlement:
    """Issue, revise and revoke until certificates and hours of the batch match who met its rule.

    Raises:
        DuesError: no conversion rule is in force for the program's form.
        NumberRefused: no pattern for certificate numbers is in force.
    """
    locked = _lock(batch)
    done = [_settle_one(case, now) for case in cases_of(locked)]
    return Settlement(issued=done.count("issued"), revised=done.count("revised"), revoked=done.count("revoked"))


def _lock(batch: Batch) -> Batch:
    # Two settlements of one batch side by side would both find a certificate missing and write it twice.
    return (
        Batch.objects.select_for_update(no_key=True, of=("self",))
        .select_related("program__training_type", "program__institution")
        .get(pk=batch.pk)
    )


def _settle_one(case: Case, now: datetime) -> str:
    certificate = case.certificate
    if case.verdict is Verdict.NOT_DUE and certificate and certificate.is_in_force:
        take_back(certificate, case.entry, kind=RevocationKind.CORRECTION, reason=case.reason, now=now)
        return "revoked"
    if case.verdict is not Verdict.DUE:
        return "left"
    if certificate is None:
        issue(case, now)
        return "issued"
    if _needs_revision(case):
        revise(case, certificate, now)
        return "revised"
    return "left"


def _needs_revision(case: Case) -> bool:
    certificate, entry = case.certificate, case.entry
    if certificate is None or certificate.revocation_kind == RevocationKind.DECISION:
        return False  # what HR decided, only HR takes back
    if entry is None or not certificate.is_in_force:
        return True
    return (entry.credited, entry.year) != (case.credited, case.year)
