"""What a review says to people."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.models import BehaviourReview, RaterRole
from notifications.outbox import enqueue
from pembinaan.base.dates import days_in_words
from pembinaan.base.language import in_city_language
from people.models import Account


@in_city_language()
def ask(review: BehaviourReview, *, number: int, now: datetime) -> None:
    """Ask everyone who is awaited; `number` tells the first asking (0) and each reminder apart, so none comes twice."""
    awaited = dict(
        review.raters.filter(asked_at__isnull=False, answered_at__isnull=True).values_list("employee_id", "role")
    )
    words = {
        "name": review.enrollment.employee.name,
        "program": review.enrollment.batch.program.title,
        "day": days_in_words(review.closes_on, review.closes_on),
    }
    for account in Account.objects.filter(employee_id__in=awaited, is_active=True).order_by("pk"):
        own = awaited[account.employee_id or 0] == RaterRole.SELF
        enqueue(
            to=account,
            kind="behaviour.asked",
            subject=(_("Apa yang berubah sejak %(program)s?") if own else _("Hasil pelatihan %(name)s di tempat kerja"))
            % words,
            body=_for_self(words) if own else _for_others(words),
            cause=f"behaviour:{review.pk}:{number}:{account.pk}",
            link=reverse("behaviour_review", args=[review.pk]),
            now=now,
        )


def _for_self(words: dict[str, str]) -> str:
    return (
        _(
            "Nilai sendiri apa yang Anda terapkan dari %(program)s, sebutkan empat rekan yang melihat pekerjaan Anda, "
            "dan tulis rencana aksi. Sampai %(day)s. Hasilnya untuk pengembangan, bukan untuk sanksi."
        )
        % words
    )


def _for_others(words: dict[str, str]) -> str:
    return (
        _(
            "%(name)s telah mengikuti %(program)s. Apa yang Anda lihat dalam pekerjaannya? Tiga menit, sampai %(day)s. "
            "Hasilnya untuk pengembangan, bukan untuk sanksi."
        )
        % words
    )
