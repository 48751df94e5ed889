"""Messages of tests: when a round opens, once more before it closes, and when one's own result can be read."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.models import KnowledgeAttempt, KnowledgeRound, RoundKind
from notifications.models import Message
from notifications.outbox import enqueue
from pembinaan.base.dates import moment_in_words
from pembinaan.base.language import in_city_language
from people.models import Account
from programs.models import Enrollment
from programs.telling import about_batch
from programs.transitions import ENROLLED, PARTICIPANTS, EnrollmentState

REMINDED_BEFORE = {RoundKind.BEFORE: timedelta(days=1), RoundKind.AFTER: timedelta(days=7)}
"""So long before a round closes whoever is silent hears of it once more."""
TOLD_APART = timedelta(hours=20)
"""Nobody is reminded of what they were told the same day."""
RESULTS_TOLD_FOR = timedelta(days=7)
"""A worker that stood still for longer tells nobody of results of old."""


def tell(*, now: datetime) -> int:
    """Tell of rounds that opened, remind of those that close soon, and tell of own results; nobody twice.

    Returns how many messages were written.
    """
    told = 0
    rounds = KnowledgeRound.objects.open_at(now).select_related("batch__program").order_by("pk")
    for one in rounds:
        with transaction.atomic():
            told += _ask(one, now)
    over = KnowledgeRound.objects.over().filter(closes_at__gt=now - RESULTS_TOLD_FOR, closes_at__lte=now)
    for one in over.select_related("batch__program").order_by("pk"):
        with transaction.atomic():
            told += _tell_of_result(one, now)
    return told


def awaited(one: KnowledgeRound) -> QuerySet[Enrollment]:
    """Who takes part in the batch and has not answered this round."""
    answered = KnowledgeAttempt.objects.filter(round=one).values("enrollment")
    states = ENROLLED if one.kind == RoundKind.BEFORE else PARTICIPANTS
    there = Enrollment.objects.filter(batch=one.batch_id, state__in=states)
    return there.exclude(state=EnrollmentState.ABSENT).exclude(pk__in=answered)


@in_city_language()
def _ask(one: KnowledgeRound, now: datetime) -> int:
    accounts = list(_accounts(awaited(one)))
    first = {_cause(one, "0", account): account for account in accounts}
    told = dict(Message.objects.filter(cause__in=first).values_list("cause", "created_at"))
    for cause, account in first.items():
        if cause not in told:
            _send(one, account, cause, _opened(one), now)
    if one.closes_at is None or now < one.closes_at - REMINDED_BEFORE[RoundKind(one.kind)]:
        return len(first) - len(told)
    due = [first[cause] for cause, at in told.items() if at <= now - TOLD_APART]
    second = {_cause(one, "1", account): account for account in due}
    known = set(Message.objects.filter(cause__in=second).values_list("cause", flat=True))
    for cause in second.keys() - known:
        _send(one, second[cause], cause, _reminded(one), now)
    return len(first) - len(told) + len(second) - len(known)


@in_city_language()
def _tell_of_result(one: KnowledgeRound, now: datetime) -> int:
    took = KnowledgeAttempt.objects.filter(round__batch=one.batch_id).values("enrollment")
    people = _accounts(Enrollment.objects.filter(pk__in=took))
    accounts = {_cause(one, "result", account): account for account in people}
    known = set(Message.objects.filter(cause__in=accounts).values_list("cause", flat=True))
    words = {"batch": str(one.batch)}
    texts = (
        _("Hasil tes Anda: %(batch)s") % words,
        _("Lihat berapa soal yang Anda jawab benar sebelum dan sesudah %(batch)s. Hanya Anda yang melihatnya.") % words,
    )
    for cause in sorted(accounts.keys() - known):
        _send(one, accounts[cause], cause, texts, now)
    return len(accounts) - len(known)


def _accounts(enrollments: QuerySet[Enrollment]) -> QuerySet[Account]:
    return Account.objects.filter(employee__in=enrollments.values("employee"), is_active=True).order_by("pk")


def _cause(one: KnowledgeRound, number: str, account: Account) -> str:
    return f"knowledge:{one.pk}:{number}:{account.pk}"


def _opened(one: KnowledgeRound) -> tuple[str, str]:
    words = {"batch": str(one.batch), "until": _until(one)}
    if one.kind == RoundKind.BEFORE:
        return (
            _("Tes awal: %(batch)s") % words,
            _(
                "Kerjakan tes awal %(batch)s %(until)s. Tidak perlu belajar dahulu: tes ini mengukur pelatihannya, "
                "bukan Anda, dan hasil Anda hanya Anda yang melihat."
            )
            % words,
        )
    return (
        _("Tes akhir: %(batch)s") % words,
        _("Kerjakan tes akhir %(batch)s %(until)s. Dengan kedua tes terlihat apa yang dipelajari di pelatihan ini.")
        % words,
    )


def _reminded(one: KnowledgeRound) -> tuple[str, str]:
    words = {"kind": one.get_kind_display(), "batch": str(one.batch), "until": _until(one)}
    return (
        _("%(kind)s Anda masih ditunggu: %(batch)s") % words,
        _("%(kind)s %(batch)s masih dapat dikerjakan %(until)s.") % words,
    )


def _until(one: KnowledgeRound) -> str:
    if one.closes_at is None:
        return _("sampai dua minggu setelah pelatihan ditutup")
    return _("sebelum %(moment)s") % {"moment": moment_in_words(one.closes_at)}


def _send(one: KnowledgeRound, account: Account, cause: str, texts: tuple[str, str], now: datetime) -> None:
    subject, body = texts
    enqueue(
        to=account,
        kind="knowledge.asked",
        subject=subject,
        body=body,
        cause=cause,
        link=reverse("knowledge_own", args=[one.batch_id]),
        about=about_batch(one.batch_id),
        now=now,
    )
