"""What a review says to people."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.models import BehaviourReview, RaterRole
from notifications.outbox import enqueue
from pembinaan.base.dates import days_in_words
from pembinaan.base.language import in_city_language
from people.models import Account


@in_city_language()
def ask(review: BehaviourReview, *, to: Iterable[int], occasion: str, now: datetime) -> int:
    """Ask these employees (ids); `occasion` tells each asking apart, so that none comes twice. Return how many."""
    words = _words(review)
    own = review.enrollment.employee_id
    accounts = Account.objects.filter(employee_id__in=list(to), is_active=True).order_by("pk")
    for account in accounts:
        is_own = account.employee_id == own
        subject = _("Apa yang berubah sejak %(program)s?") if is_own else _("Hasil pelatihan %(name)s di tempat kerja")
        _send(review, account, f"{occasion}", subject % words, _for_self(words) if is_own else _for_others(words), now)
    return len(accounts)


@in_city_language()
def named(review: BehaviourReview, *, now: datetime) -> None:
    """Tell the heads that four colleagues are named and two may be picked."""
    words = _words(review)
    body = _("%(name)s sudah menyebut empat rekan. Pilih dua yang paling melihat pekerjaannya, sampai %(day)s.") % words
    for account in _heads(review):
        _send(review, account, "named", _("Pilih dua rekan %(name)s") % words, body, now)


@in_city_language()
def planned(review: BehaviourReview, *, now: datetime) -> None:
    """Tell the heads once that there is an action plan to judge."""
    words = _words(review)
    body = _("%(name)s menulis rencana aksi setelah %(program)s. Baca dan nilailah, sampai %(day)s.") % words
    for account in _heads(review):
        _send(review, account, "planned", _("Rencana aksi %(name)s") % words, body, now)


@in_city_language()
def judged(review: BehaviourReview, *, now: datetime) -> None:
    """Tell the participant what the head said of the plan; the same verdict twice is one message."""
    words = _words(review) | {"verdict": review.get_verdict_display(), "note": review.verdict_note}
    body = _("Penilaian atasan: %(verdict)s.") % words
    if review.verdict_note:
        body += " " + _("Catatannya: %(note)s") % words
    for account in Account.objects.filter(employee_id=review.enrollment.employee_id, is_active=True).order_by("pk"):
        subject = _("Atasan menilai rencana aksi Anda: %(program)s") % words
        _send(review, account, f"judged-{review.verdict}", subject, body, now)


def _heads(review: BehaviourReview) -> Iterable[Account]:
    heads = review.raters.filter(role=RaterRole.HEAD).values("employee_id")
    return Account.objects.filter(employee_id__in=heads, is_active=True).order_by("pk")


def _send(review: BehaviourReview, account: Account, occasion: str, subject: str, body: str, now: datetime) -> None:
    enqueue(
        to=account,
        kind="behaviour.asked",
        subject=subject,
        body=body,
        cause=f"behaviour:{review.pk}:{occasion}:{account.pk}",
        link=reverse("behaviour_review", args=[review.pk]),
        now=now,
    )


def _words(review: BehaviourReview) -> dict[str, str]:
    return {
        "name": review.enrollment.employee.name,
        "program": review.enrollment.batch.program.title,
        "day": days_in_words(review.closes_on, review.closes_on),
    }


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
