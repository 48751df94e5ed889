"""What is said when a list was applied: to each person where they stand, to heads whom BKPSDM enrolled."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from pembinaan.base.language import in_city_language
from people.models import Account
from programs.applications.approvers import chain_on
from programs.calendars.invitations import for_participants
from programs.calendars.session_messages import coming_sessions, remind
from programs.models import ENROLLED, Enrollment, EnrollmentState, Roster
from programs.rosters.drafts import outcomes_of
from programs.rosters.plan import SEAT, Outcome
from programs.telling import about_batch, accounts_of, write

NAMES_SHOWN = 20


@in_city_language()
def roster_applied(roster: Roster, *, now: datetime) -> None:
    """Tell everyone whom the list enrolled, and their heads; each message has its cause, so twice is once."""
    done = {one.employee_id: one for one in outcomes_of(roster) if one.good}
    found = Enrollment.objects.filter(batch_id=roster.batch_id, employee_id__in=done).select_related("batch__program")
    accounts = {one.employee_id: one for one in accounts_of(list(done))}
    calendars = _calendars(found, accounts, now)
    for enrollment in found.order_by("pk"):
        account = accounts.get(enrollment.employee_id)
        if account is None:
            continue
        write(
            [account],
            kind="enrollment.enrolled",
            subject=_("Anda didaftarkan: %(batch)s") % {"batch": roster.batch},
            body=_body(roster, done[enrollment.employee_id]),
            cause=f"roster:{roster.pk}:{enrollment.pk}",
            link=reverse("enrollment", args=[enrollment.pk]),
            about=about_batch(roster.batch_id),
            calendars=calendars,
            now=now,
        )
        if done[enrollment.employee_id].kind == SEAT and enrollment.state == EnrollmentState.CONFIRMED:
            remind(enrollment, now=now)
    _tell_heads(roster, list(done.values()), now)


def _calendars(found: QuerySet[Enrollment], accounts: Mapping[int | None, Account], now: datetime) -> dict[int, str]:
    """By account: the invitations of those who have a seat; two queries, however many they are."""
    seated = list(found.filter(state__in=ENROLLED).order_by("pk"))
    if not seated:
        return {}
    guests = [accounts[one.employee_id] for one in seated if one.employee_id in accounts]
    return for_participants(coming_sessions(seated[0].batch_id, now), guests, "REQUEST", now=now)


def _body(roster: Roster, outcome: Outcome) -> str:
    facts = {"by": roster.applied_by, "place": outcome.place}
    if outcome.kind == SEAT:
        return _("%(by)s mendaftarkan Anda dan kursi sudah menjadi milik Anda. Jadwal ada di halaman angkatan.") % facts
    if outcome.place:
        return _("%(by)s mendaftarkan Anda. Kursi penuh: Anda urutan ke-%(place)d dalam daftar tunggu.") % facts
    return _("%(by)s mendaftarkan Anda. Kursi dibagikan setelah pendaftaran ditutup.") % facts


def _tell_heads(roster: Roster, done: list[Outcome], now: datetime) -> None:
    chain, by_head = chain_on(city_day(now)), defaultdict[int, list[str]](list)
    for outcome in done:
        for head in chain.deciders(outcome.unit_id, outcome.employee_id):
            by_head[head].append(outcome.name)
    for account in accounts_of(list(by_head)):
        names = by_head[account.employee_id or 0]
        if account.pk == roster.applied_by_id:
            continue
        facts = {"batch": str(roster.batch), "by": roster.applied_by, "n": len(names)}
        listed = ", ".join(names[:NAMES_SHOWN]) + (", …" if len(names) > NAMES_SHOWN else "")
        write(
            [account],
            kind="roster.applied",
            subject=_("Pegawai Anda didaftarkan: %(batch)s") % facts,
            body=_("%(by)s mendaftarkan %(n)d pegawai Anda pada %(batch)s:") % facts + f" {listed}.",
            cause=f"roster:{roster.pk}:head",
            link=reverse("batch", args=[roster.batch_id]),
            about=about_batch(roster.batch_id),
            now=now,
        )
