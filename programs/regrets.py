"""Saying beforehand that one will not come to a session, taking it back, and reading who said so."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from people.models import Account
from programs.errors import EnrollmentError
from programs.models import ENROLLED, Enrollment, EnrollmentState, Regret, Session


def tell(*, enrollment: Enrollment, session: Session, reason: str, by: Account | None, now: datetime) -> Regret:
    """Note that the participant will not come to the session; told twice, the first one stands.

    It excuses nobody by itself: presence is recorded as ever, the instructor sees the reason beside the name.
    Raises EnrollmentError without a reason, for a session that has begun or was called off, or without a seat.
    """
    if enrollment.state not in ENROLLED:
        raise EnrollmentError(_("Hanya peserta yang terdaftar memberi tahu bahwa ia berhalangan."))
    if session.cancelled or session.starts_at <= now:
        raise EnrollmentError(_("Sesi ini sudah dimulai atau dibatalkan. Hubungi pengajar atau BKPSDM."))
    if not reason.strip():
        raise EnrollmentError(_("Tuliskan alasan berhalangan."))
    known = Regret.objects.standing().filter(enrollment=enrollment, session=session).first()
    if known is not None:
        return known
    with transaction.atomic(), refusing_with(EnrollmentError):
        return Regret.objects.create(
            enrollment=enrollment, session=session, reason=reason.strip(), told_by=by, told_at=now
        )


def take_back(*, enrollment: Enrollment, session: Session, now: datetime) -> None:
    """The participant comes after all; taken back twice, nothing more happens."""
    standing = Regret.objects.standing().filter(enrollment=enrollment, session=session)
    standing.update(taken_back_at=now)


def with_regrets(enrollments: QuerySet[Enrollment]) -> QuerySet[Any]:
    """Each with `regret`: the sessions to which the person said they will not come, and why, in one text; else None."""
    told = Regret.objects.standing().filter(enrollment=OuterRef("pk")).order_by().values("enrollment")
    line = Concat("session__title", Value(": "), "reason", output_field=TextField())
    listed = told.annotate(all=StringAgg(line, delimiter="; ", order_by=("session__starts_at", "pk")))
    return enrollments.annotate(regret=Subquery(listed.values("all")))


def not_coming() -> Q:
    """Those who said beforehand that they will not come: to a session, or at all (asked to withdraw, cancelled)."""
    told = Regret.objects.standing().filter(enrollment=OuterRef("pk"))
    return Q(Exists(told)) | Q(state__in=(EnrollmentState.WITHDRAWING, EnrollmentState.CANCELLED))
