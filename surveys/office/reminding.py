"""Reminders to a unit's officers and heads: plans near or past their day, and years without a survey."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from notifications.models import Message
from notifications.outbox import enqueue
from pembinaan.base.dates import city_day
from pembinaan.base.language import in_city_language
from people.models import Account, Headship, Role, RoleKind, Unit
from surveys.models import ImprovementPlan
from surveys.office.overview import without_survey

DAYS_BEFORE: Final = (14, 3)
FIRST_MONTH_OF_WARNING: Final = 10
"""From October on a unit without a survey in the year is told so, once a month."""


def in_charge_of(unit_id: int, day: date) -> QuerySet[Account]:
    """The active accounts of a unit's survey officers and heads on a day."""
    officers = Role.objects.on(day).filter(kind=RoleKind.SURVEY_OFFICER, unit=unit_id).values("account")
    heads = Headship.objects.on(day).filter(unit=unit_id).values("employee")
    found = Account.objects.filter(Q(pk__in=officers) | Q(employee__in=heads), is_active=True)
    return found.order_by("pk")


def remind(*, now: datetime) -> int:
    """Write what is due to be said today; run twice, it writes nothing more. Returns how many messages were new."""
    day = city_day(now)
    return _remind_of_plans(day, now) + _warn_of_years_without(day, now)


def _remind_of_plans(day: date, now: datetime) -> int:
    last = date.fromordinal(day.toordinal() + max(DAYS_BEFORE))
    plans = ImprovementPlan.objects.filter(done_on__isnull=True, due_on__lte=last, unit__in=Unit.objects.on(day))
    written = 0
    for plan in plans.select_related("unit", "element").order_by("due_on", "pk"):
        left = (plan.due_on - day).days
        if left < 0:
            written += _tell(plan.unit, _overdue(plan), f"plan:{plan.pk}:{plan.due_on}:overdue", plan, now)
        else:
            step = min(days for days in DAYS_BEFORE if left <= days)
            written += _tell(plan.unit, _soon(plan), f"plan:{plan.pk}:{plan.due_on}:{step}", plan, now)
    return written


Words = tuple[str, str]


@in_city_language()
def _soon(plan: ImprovementPlan) -> Words:
    values = {"action": plan.action, "day": date_format(plan.due_on, "j F Y"), "who": plan.responsible}
    return (
        _("Rencana perbaikan selesai paling lambat %(day)s") % values,
        _(
            "“%(action)s” (%(who)s) direncanakan selesai %(day)s. Bila sudah selesai, catat tanggal dan buktinya; bila "
            "belum, ubah rencananya."
        )
        % values,
    )


@in_city_language()
def _overdue(plan: ImprovementPlan) -> Words:
    values = {"action": plan.action, "day": date_format(plan.due_on, "j F Y"), "who": plan.responsible}
    return (
        _("Rencana perbaikan melewati batas waktu %(day)s") % values,
        _("“%(action)s” (%(who)s) seharusnya selesai %(day)s. Catat bukti selesainya, atau tetapkan tanggal baru.")
        % values,
    )


def _tell(unit: Unit, words: Words, cause: str, plan: ImprovementPlan, now: datetime) -> int:
    link = reverse("improvement_plan", args=[unit.code, plan.pk])
    return _write(in_charge_of(unit.pk, city_day(now)), words, cause, link, f"plan:{plan.pk}", now)


def _warn_of_years_without(day: date, now: datetime) -> int:
    if day.month < FIRST_MONTH_OF_WARNING:
        return 0
    written = 0
    for unit in without_survey(day):
        cause = f"survey:{unit.pk}:none:{day:%Y-%m}"
        link = reverse("survey_office", args=[unit.code])
        people = in_charge_of(unit.pk, day)
        written += _write(people, _no_survey(unit, day.year), cause, link, f"unit:{unit.pk}", now)
    return written


@in_city_language()
def _no_survey(unit: Unit, year: int) -> Words:
    values = {"unit": unit.name, "year": year}
    return (
        _("Belum ada survei kepuasan masyarakat tahun %(year)d") % values,
        _(
            "%(unit)s belum mempunyai satu pun jawaban survei pada tahun %(year)d. PermenPANRB 14/2017 meminta survei "
            "paling sedikit sekali setahun. Pasang kode QR, atau masukkan jawaban kertas."
        )
        % values,
    )


def _write(people: Iterable[Account], words: Words, cause: str, link: str, about: str, now: datetime) -> int:
    """Write one message to each; those that were written before are passed over in one query."""
    causes = {f"{cause}:{account.pk}": account for account in people}
    known = set(Message.objects.filter(cause__in=causes).values_list("cause", flat=True))
    subject, body = words
    new = {key: account for key, account in causes.items() if key not in known}
    with transaction.atomic():
        for key, account in new.items():
            enqueue(
                to=account,
                kind="survey.reminder",
                subject=subject,
                body=body,
                cause=key,
                link=link,
                about=about,
                now=now,
            )
    return len(new)
