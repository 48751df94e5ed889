"""Telling people of the letters that name them."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.outbox import enqueue
from pembinaan.base.language import in_city_language
from people.models import Account
from programs.models import Enrollment, Letter, LetterKind
from programs.telling import about_batch


@in_city_language()
def issued(letter: Letter, people: Sequence[Enrollment], *, now: datetime) -> None:
    """Tell everyone whom an invitation or a surat tugas names; it lies on the page of their application."""
    facts = {"batch": str(letter.batch), "number": letter.number, "days": letter.facts["days"]}
    if letter.kind == LetterKind.INVITATION:
        subject = _("Undangan: %(batch)s") % facts
        body = _("Anda diundang mengikuti %(batch)s pada %(days)s. Undangan nomor %(number)s dapat diunduh.") % facts
    else:
        subject = _("Surat tugas: %(batch)s") % facts
        body = _("Surat tugas Anda untuk %(batch)s terbit dengan nomor %(number)s dan dapat diunduh.") % facts
    enrollments = {one.employee_id: one.pk for one in people}
    for account in Account.objects.filter(employee_id__in=enrollments, is_active=True).order_by("pk"):
        assert account.employee_id is not None
        enqueue(
            to=account,
            kind=f"letter.{letter.kind}",
            subject=subject,
            body=body,
            cause=f"letter:{letter.pk}:{account.pk}",
            link=reverse("enrollment", args=[enrollments[account.employee_id]]),
            about=about_batch(letter.batch_id),
            now=now,
        )
