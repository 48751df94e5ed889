"""What this room says about requests that lie, about deputies, and about late withdrawals."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day, days_in_words
from pembinaan.base.language import in_city_language
from people.models import Absence
from people.queries import hr_accounts
from programs.models import Enrollment
from programs.telling import about_batch, accounts_of, write


def _facts(enrollment: Enrollment, now: datetime) -> dict[str, str | int]:
    return {
        "name": enrollment.employee.name,
        "batch": str(enrollment.batch),
        "reason": enrollment.reason,
        "days": (city_day(now) - city_day(enrollment.requested_at)).days,
        "asked": formats.date_format(city_day(enrollment.requested_at), "j F Y"),
    }


@in_city_language()
def reminded(enrollment: Enrollment, *, deciders: Iterable[int], now: datetime) -> None:
    """Remind those who decide; where nobody above the applicant can, BKPSDM."""
    facts, heads = _facts(enrollment, now), list(deciders)
    write(
        accounts_of(heads) if heads else hr_accounts(city_day(now)),
        kind="enrollment.reminded",
        subject=_("Belum diputuskan: permohonan %(name)s") % facts,
        body=_(
            "Permohonan %(name)s untuk %(batch)s menunggu keputusan Anda sejak %(asked)s (%(days)d hari). "
            "Buka halaman Persetujuan untuk menyetujui atau menolaknya."
        )
        % facts,
        cause=f"enrollment:{enrollment.pk}:reminded",
        link=reverse("approvals"),
        about=about_batch(enrollment.batch_id),
        now=now,
    )


@in_city_language()
def escalated(enrollment: Enrollment, *, deciders: Iterable[int], next_up: Iterable[int], now: datetime) -> None:
    """Bring the request to the next one up (or BKPSDM), and tell who was asked first and the applicant."""
    facts, above = _facts(enrollment, now), list(next_up)
    write(
        accounts_of(above) if above else hr_accounts(city_day(now)),
        kind="enrollment.escalated",
        subject=_("Diteruskan kepada Anda: permohonan %(name)s") % facts,
        body=_(
            "Permohonan %(name)s untuk %(batch)s belum dijawab sejak %(asked)s (%(days)d hari). "
            "Sekarang Anda juga dapat memutuskannya di halaman Persetujuan."
        )
        % facts,
        cause=f"enrollment:{enrollment.pk}:escalated",
        link=reverse("approvals"),
        about=about_batch(enrollment.batch_id),
        now=now,
    )
    write(
        accounts_of({*deciders, enrollment.employee_id} - set(above)),
        kind="enrollment.escalated",
        subject=_("Diteruskan ke atasan berikutnya: permohonan %(name)s") % facts,
        body=_(
            "Permohonan %(name)s untuk %(batch)s menunggu %(days)d hari, jadi atasan berikutnya sekarang "
            "juga dapat memutuskan."
        )
        % facts,
        cause=f"enrollment:{enrollment.pk}:escalated",
        link=reverse("enrollment", args=[enrollment.pk]),
        about=about_batch(enrollment.batch_id),
        now=now,
    )


@in_city_language()
def deputy_named(absence: Absence, *, now: datetime) -> None:
    """Tell the deputy from when to when to decide for the head."""
    assert absence.ends_on is not None
    facts = {"head": absence.employee.name, "days": days_in_words(absence.starts_on, absence.ends_on)}
    write(
        accounts_of([absence.deputy_id] if absence.deputy_id else []),
        kind="deputy.named",
        subject=_("Anda mewakili %(head)s, %(days)s") % facts,
        body=_(
            "%(head)s tidak di tempat pada %(days)s dan menunjuk Anda memutuskan permohonan pelatihan. "
            "Selama itu halaman Persetujuan memuat permohonan unitnya."
        )
        % facts,
        cause=f"absence:{absence.pk}:named",
        link=reverse("approvals"),
        now=now,
    )


@in_city_language()
def deputy_released(absence: Absence, *, now: datetime) -> None:
    """Tell the deputy that the head decides again."""
    facts = {"head": absence.employee.name}
    write(
        accounts_of([absence.deputy_id] if absence.deputy_id else []),
        kind="deputy.released",
        subject=_("Perwakilan selesai: %(head)s") % facts,
        body=_("%(head)s kembali memutuskan sendiri. Anda tidak lagi mewakilinya.") % facts,
        cause=f"absence:{absence.pk}:released",
        link=reverse("inbox"),
        now=now,
    )


@in_city_language()
def withdrawal_asked(enrollment: Enrollment, *, now: datetime) -> None:
    """Ask BKPSDM to decide on a late withdrawal."""
    facts = _facts(enrollment, now)
    write(
        hr_accounts(city_day(now)),
        kind="withdrawal.asked",
        subject=_("Mohon mundur: %(name)s, %(batch)s") % facts,
        body=_("%(name)s mohon mundur dari %(batch)s. Alasan: %(reason)s") % facts,
        cause=f"enrollment:{enrollment.pk}:withdrawal:{now:%Y%m%d%H%M%S}",
        link=reverse("withdrawal", args=[enrollment.pk]),
        about=about_batch(enrollment.batch_id),
        now=now,
    )


@in_city_language()
def withdrawal_refused(enrollment: Enrollment, *, now: datetime) -> None:
    """Tell the participant that the seat stays theirs, and why."""
    facts = _facts(enrollment, now)
    write(
        accounts_of([enrollment.employee_id]),
        kind="withdrawal.refused",
        subject=_("Permohonan mundur tidak diizinkan: %(batch)s") % facts,
        body=_("Anda tetap peserta %(batch)s. Alasan BKPSDM: %(reason)s") % facts,
        cause=f"enrollment:{enrollment.pk}:withdrawal-refused:{now:%Y%m%d%H%M%S}",
        link=reverse("enrollment", args=[enrollment.pk]),
        about=about_batch(enrollment.batch_id),
        now=now,
    )
