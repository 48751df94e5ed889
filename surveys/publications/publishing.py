"""Publishing a finished period of units, sectors and the city; and a new version, with its reason, when it changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from people.models import Account, Sector, Unit
from surveys.models import Publication
from surveys.periods import Span
from surveys.publications.canonical import canonical, digest_of
from surveys.publications.checks import PublicationError, check_unit, gate
from surveys.publications.contents import NOTHING, composed, group_facts, heading, unit_facts
from surveys.publications.details import breakdowns, kept_rows, respondent_tables
from surveys.publications.gathering import sums_of_cells
from surveys.publications.knowledge import Known, Matter, content_of, grace_days_of, matter_of
from surveys.publications.scopes import CITY, SECTOR, Scope, city_scope, sector_scope, unit_scope
from surveys.reports import rules_on
from surveys.rollups import fold_all


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of publishing several at once."""

    published: tuple[Publication, ...]
    refused: tuple[tuple[Scope, str], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """Who publishes, when, and why again; the first version needs no reason."""

    by: Account | None
    now: datetime
    reason: str = ""


def publish_units(*, units: Collection[Unit], span: Span, by: Account | None, now: datetime) -> Outcome:
    """Publish the first version of a period of units; those that have one already keep it.

    Raises PublicationError while the period or its days of grace run. Units that cannot be published are told with
    their reasons.
    """
    gate(span, city_day(now))
    fold_all()
    with transaction.atomic():
        matter = matter_of(_locked(units), span)
        drafts, refused = [], []
        for known in matter.known.values():
            if known.previous:
                continue
            try:
                drafts.append(_unit_draft(matter, known, Act(by, now)))
            except PublicationError as refusal:
                refused.append((unit_scope(known.unit), refusal.message))
        return Outcome(_stored(drafts), tuple(refused))


def publish_groups(*, span: Span, by: Account | None, now: datetime) -> Outcome:
    """Publish the first version of a period of every sector with a published unit, and of the city."""
    gate(span, city_day(now))
    with transaction.atomic():
        contents = unit_contents(span)
        done = set(
            Publication.objects.filter(unit__isnull=True, period_code=span.code).values_list("sector", flat=True)
        )
        sectors = {content["scope"]["sector"] for content in contents}
        scopes = [one for one in _groups() if one.pk not in done and (one.kind == CITY or one.code in sectors)]
        drafts, refused = [], []
        for scope in scopes:
            try:
                drafts.append(_group_draft(scope, span, contents, None, Act(by, now)))
            except PublicationError as refusal:
                refused.append((scope, refusal.message))
        return Outcome(_stored(drafts), tuple(refused))


def publish_new_version(*, scope: Scope, span: Span, reason: str, by: Account | None, now: datetime) -> Publication:
    """Publish what changed since the newest version, as the next one; the old ones stay readable.

    Raises PublicationError without a reason, without an earlier version, when nothing or too little changed, and
    when somebody else published the same version a moment before.
    """
    gate(span, city_day(now))
    if not reason.strip():
        raise PublicationError(_("Tuliskan mengapa angka yang sudah diumumkan berubah."))
    fold_all()
    with transaction.atomic():
        draft = _next_draft(scope, span, Act(by, now, reason.strip()[:300]))
        stored = _stored([draft])
        if not stored:
            raise PublicationError(_("Versi ini baru saja diumumkan orang lain. Muat ulang halaman."))
        return stored[0]


def unit_contents(span: Span) -> list[dict[str, Any]]:
    """The newest published contents of units in a period, by code."""
    rows = Publication.objects.of_units().filter(period_code=span.code).newest()
    return sorted((content_of(one) for one in rows), key=lambda content: str(content["scope"]["code"]))


def _locked(units: Collection[Unit]) -> list[Unit]:
    # Two periods of one unit published at the same moment could each be safe alone and tell of a few answers together.
    rows = Unit.objects.without_tree_fields().filter(pk__in=[unit.pk for unit in units]).order_by("pk")
    return list(rows.select_for_update(no_key=True, of=("self",)).select_related("sector"))


def _stored(drafts: Sequence[Publication]) -> tuple[Publication, ...]:
    """Store the drafts but those that somebody else stored a moment before."""
    # The unique constraint decides between two who publish at once: the second waits for it and stores nothing.
    Publication.objects.bulk_create(drafts, ignore_conflicts=True)
    digests = [draft.digest for draft in drafts]
    by_digest = {one.digest: one for one in Publication.objects.filter(digest__in=digests)}
    return tuple(by_digest[digest] for digest in digests if digest in by_digest)


def _next_draft(scope: Scope, span: Span, act: Act) -> Publication:
    if scope.kind in {SECTOR, CITY}:
        rows = Publication.objects.filter(scope.condition, period_code=span.code).order_by("-version")
        previous = rows.first()
        if previous is None:
            raise PublicationError(_("Belum ada versi pertama. Umumkan dahulu periodenya."))
        return _group_draft(scope, span, unit_contents(span), previous, act)
    matter = matter_of(_locked(Unit.objects.without_tree_fields().filter(pk=scope.pk)), span)
    known = matter.known[scope.pk or 0]
    if known.previous is None:
        raise PublicationError(_("Belum ada versi pertama. Umumkan dahulu periodenya."))
    return _unit_draft(matter, known, act)


def _unit_draft(matter: Matter, known: Known, act: Act) -> Publication:
    check_unit(known)
    scope = unit_scope(known.unit)
    version = known.previous.version + 1 if known.previous else 1
    sums, ways_in = composed(parts=[content_of(part) for part in known.parts], fresh=sums_of_cells(known.fresh_cells))
    target = matter.targets.get(known.unit.pk)
    content = {
        **heading(
            scope=scope,
            sector=known.unit.sector.code,
            span=known.span,
            version=version,
            reason=act.reason,
            day=city_day(act.now),
        ),
        **unit_facts(
            sums=sums,
            rules=matter.rules,
            grace_days=matter.grace_days,
            target=(target.users, target.count) if target else None,
        ),
        "set_aside": matter.set_aside.get(known.unit.pk, 0),
        "ways_in": ways_in,
        **_details(matter, known),
        "made_of": [{"period": p.period_code, "version": p.version, "digest": p.digest} for p in known.parts],
        "left_out": [f"{month:%Y-%m}" for month in sorted(known.plan.left_out)],
    }
    return _draft(scope, known, content, act)


def _details(matter: Matter, known: Known) -> dict[str, Any]:
    """Services, ways in and respondents where they may be shown; else services and respondents are null."""
    if known.parts:
        return {"services": None, "respondents": None}
    if not known.may_be_broken_down():
        return {"services": None, "respondents": None, "ways_in": {**NOTHING, "rest": known.plan.answers}}
    first = next((one for one in known.versions if one.period_code == known.span.code), None)
    if first:
        return kept_rows(content_of(first), known.plan.answers)
    tables = breakdowns(known.fresh_cells, matter.services, known.rules)
    counts = matter.respondents[known.unit.pk]
    return {**tables, "respondents": respondent_tables(counts, known.plan.answers, known.rules.minimum_answers)}


def _draft(scope: Scope, known: Known, content: dict[str, Any], act: Act) -> Publication:
    fresh = known.plan.fresh
    made_from = {
        "fresh_months": sorted(fresh.months),
        "fresh_answers": fresh.answers,
        "parts": [part.pk for part in known.parts],
    }
    return _row(scope, known.span, content, act, **made_from)


def _group_draft(
    scope: Scope,
    span: Span,
    contents: Sequence[dict[str, Any]],
    previous: Publication | None,
    act: Act,
) -> Publication:
    mine = [one for one in contents if scope.kind == CITY or one["scope"]["sector"] == scope.code]
    facts = group_facts(units=mine, rules=rules_on(span.last), grace_days=grace_days_of(span)) if mine else None
    if facts is None:
        raise PublicationError(_("Belum ada unit yang periodenya diumumkan dan dapat ikut dihitung."))
    if previous and content_of(previous)["units"] == facts["units"]:
        raise PublicationError(_("Tidak ada yang berubah sejak versi terakhir."))
    version = previous.version + 1 if previous else 1
    sector = scope.code if scope.kind == SECTOR else ""
    head = heading(scope=scope, sector=sector, span=span, version=version, reason=act.reason, day=city_day(act.now))
    return _row(scope, span, {**head, **facts}, act)


def _row(scope: Scope, span: Span, content: dict[str, Any], act: Act, **made_from: Any) -> Publication:
    text = canonical(content)
    return Publication(
        **scope.columns,
        period_code=span.code,
        starts_on=span.first,
        ends_on=span.last,
        version=content["version"],
        reason=content["reason"],
        content=text,
        digest=digest_of(text),
        answers=content["answers"],
        index=Decimal(content["index"]),
        margin=Decimal(content["margin"]),
        grade=content["grade"]["letter"] if content["grade"] else "",
        published_at=act.now,
        published_by=act.by,
        **made_from,
    )


def _groups() -> list[Scope]:
    return [*(sector_scope(sector) for sector in Sector.objects.order_by("pk")), city_scope()]
