"""Who gets which report without asking: what an office brings, and what people chose themselves.

By office: BKPSDM and leadership the city's report of each month and the report of each year; the head of a unit the
unit's report of the year; a partner's staff the report of each of the partner's batches. A choice of one's own goes
before the office, and a choice about one unit, program, partner or sector before a choice about all of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.access import visible_scopes
from evaluations.models import EvaluationReportTask, Occasion, ReportSubscription
from evaluations.reporting.scopes import Scope, ScopeKind, named
from partners.access import partner_institution_id
from partners.models import PartnerStaff
from pembinaan.base.errors import DomainError
from people.access import Access
from people.models import Account, Headship, Role, RoleKind, Unit

Subject = tuple[ScopeKind, str]
CITYWIDE: Final = {(Occasion.MONTH, ScopeKind.CITY), (Occasion.YEAR, ScopeKind.YEAR)}
# What is made by the calendar at all: see `schedules.py`.
MADE: Final[dict[str, tuple[ScopeKind, ...]]] = {
    Occasion.MONTH: (ScopeKind.CITY, ScopeKind.PARTNER),
    Occasion.BATCH: (ScopeKind.BATCH,),
    Occasion.YEAR: (ScopeKind.YEAR, ScopeKind.SECTOR, ScopeKind.UNIT, ScopeKind.PROGRAM, ScopeKind.PARTNER),
}

# Kinds of which one alone may be wanted; a batch comes once, a year and the city are one.
OF_ONE: Final = (ScopeKind.UNIT, ScopeKind.SECTOR, ScopeKind.PROGRAM, ScopeKind.PARTNER)
ALL_OF: Final = {
    ScopeKind.BATCH: gettext_lazy("Setiap angkatan yang boleh Anda baca"),
    ScopeKind.PROGRAM: gettext_lazy("Setiap program yang boleh Anda baca"),
    ScopeKind.PARTNER: gettext_lazy("Setiap mitra yang boleh Anda baca"),
    ScopeKind.YEAR: gettext_lazy("Laporan tahun seluruh kota"),
    ScopeKind.UNIT: gettext_lazy("Setiap unit kerja yang boleh Anda baca"),
    ScopeKind.SECTOR: gettext_lazy("Setiap sektor"),
    ScopeKind.CITY: gettext_lazy("Laporan bulan seluruh kota"),
}
EVER: Final = date(2000, 1, 1)  # a name needs no days


class SubscriptionError(DomainError):
    """This can't be subscribed to."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Reports that somebody may have sent: of one `key`, or of all that the person may read when it is empty."""

    occasion: Occasion
    kind: ScopeKind
    key: str
    words: str
    is_wanted: bool


def offers_to(access: Access) -> list[Offer]:
    """What the visitor may have sent, the usual first, each with whether it is sent today."""
    readable = visible_scopes(access)
    subjects = [
        (Occasion(occasion), kind, "")
        for occasion, kinds in MADE.items()
        for kind in kinds
        if readable is None or readable.get(kind)
    ]
    mine = {(each.occasion, each.kind, each.key): each.wanted for each in _choices(access)}
    headed = Unit.objects.filter(pk__in=access.own_headed_unit_ids).order_by("name").values_list("code", flat=True)
    by_office = [(Occasion.YEAR, ScopeKind.UNIT, code) for code in headed]
    of_one = [(Occasion(when), ScopeKind(kind), key) for when, kind, key in mine if key]
    asked = list(dict.fromkeys([*by_office, *of_one]))
    names = {
        (each.kind, each.key): each.subject for each in named(Scope(kind, key, EVER, EVER) for _w, kind, key in asked)
    }
    offers = [
        Offer(when, kind, key, names[kind, key], mine.get((when, kind, key), (when, kind, key) in by_office))
        for when, kind, key in asked
        if (kind, key) in names and (readable is None or key in readable.get(kind, ()))
    ]
    return offers + [
        Offer(when, kind, key, str(ALL_OF[kind]), mine.get((when, kind, key), _comes_with_office(access, when, kind)))
        for when, kind, key in subjects
    ]


def choose(*, access: Access, occasion: str, kind: str, key: str, wanted: bool, now: datetime) -> ReportSubscription:
    """Have reports sent, or no more; the same choice again changes nothing."""
    if access.account is None or not _may_choose(access, occasion, kind, key):
        raise SubscriptionError(_("Langganan ini tidak tersedia untuk Anda. Pilih dari daftar."))
    choice, _made = ReportSubscription.objects.update_or_create(
        account=access.account,
        occasion=occasion,
        kind=kind,
        key=key,
        defaults={"wanted": wanted, "changed_at": now},
    )
    return choice


def _may_choose(access: Access, occasion: str, kind: str, key: str) -> bool:
    if kind not in MADE.get(occasion, ()) or (key and kind not in OF_ONE):
        return False
    readable = visible_scopes(access)
    if readable is None:
        return not key or bool(named([Scope(ScopeKind(kind), key, EVER, EVER)]))
    keys = readable.get(ScopeKind(kind), frozenset())
    return key in keys if key else bool(keys)


def _choices(access: Access) -> QuerySet[ReportSubscription]:
    return ReportSubscription.objects.filter(account=access.account).order_by("pk")


def recipients(
    *, occasion: Occasion, tasks: Sequence[EvaluationReportTask], day: date
) -> dict[Account, list[EvaluationReportTask]]:
    """Who is to be told of which of these on the city's day `day`; nobody of what they may not read."""
    wishes = _wishes(occasion, tasks, day)
    people = {account_id for each in wishes.values() for account_id in each}
    found: dict[Account, list[EvaluationReportTask]] = {}
    for account in Account.objects.filter(pk__in=people, is_active=True).order_by("pk"):
        readable = visible_scopes(Access(account, day))
        wanted = [task for task in tasks if account.pk in wishes[_of(task)]]
        allowed = [task for task in wanted if readable is None or task.key in readable.get(ScopeKind(task.kind), ())]
        if allowed:
            found[account] = allowed
    return found


def _of(task: EvaluationReportTask) -> Subject:
    return ScopeKind(task.kind), task.key


def _wishes(occasion: Occasion, tasks: Sequence[EvaluationReportTask], day: date) -> dict[Subject, set[int]]:
    """The accounts that wish the report about each thing, whether or not they may read it."""
    subjects = {_of(task) for task in tasks}
    wishes = _by_office(occasion, subjects, day)
    choices = ReportSubscription.objects.filter(occasion=occasion, kind__in={kind for kind, _key in subjects})
    # The empty key comes first, so that a choice about one thing overrules that about all.
    for choice in choices.order_by("key", "pk"):
        for kind, key in subjects:
            if choice.kind == kind and choice.key in ("", key):
                change = wishes[kind, key].add if choice.wanted else wishes[kind, key].discard
                change(choice.account_id)
    return wishes


def _by_office(occasion: Occasion, subjects: set[Subject], day: date) -> defaultdict[Subject, set[int]]:
    wishes: defaultdict[Subject, set[int]] = defaultdict(set)
    offices = Role.objects.on(day).filter(kind__in=[RoleKind.HR, RoleKind.LEADERSHIP])
    everywhere = set(offices.values_list("account", flat=True))
    for subject in subjects:
        if (occasion, subject[0]) in CITYWIDE:
            wishes[subject] |= everywhere
    keys = {kind: [key for each, key in subjects if each is kind] for kind in ScopeKind}
    if occasion is Occasion.YEAR:
        heads = Headship.objects.on(day).filter(unit__code__in=keys[ScopeKind.UNIT], employee__account__isnull=False)
        for code, account in heads.values_list("unit__code", "employee__account"):
            wishes[ScopeKind.UNIT, code].add(account)
    if occasion is Occasion.BATCH:
        staff = PartnerStaff.objects.on(day).filter(institution__programs__batches__in=keys[ScopeKind.BATCH])
        for batch, account in staff.values_list("institution__programs__batches", "account"):
            wishes[ScopeKind.BATCH, str(batch)].add(account)
    return wishes


def _comes_with_office(access: Access, occasion: Occasion, kind: ScopeKind) -> bool:
    if (occasion, kind) in CITYWIDE:
        return access.is_hr or access.is_leadership
    return occasion is Occasion.BATCH and partner_institution_id(access) is not None
