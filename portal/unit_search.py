"""Finding a unit by its name or by what one came for."""

from datetime import date

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Count, Exists, F, FloatField, Func, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Lower

from people.models import Sector, Unit
from portal.nicknames import spelled_out
from surveys.models import Service

# Word similarity (0 to 1) from which a name counts as found: lets "puskesmas sei jank" through, not "puskesmas".
NEAR_ENOUGH = 0.5
MOST_SHOWN = 20


def _plain(text: str | F) -> Func:
    value = Value(text) if isinstance(text, str) else text
    return Lower(Func(value, function="unaccent"))


def _likeness(words: str, field: str) -> Coalesce:
    likeness = TrigramWordSimilarity(_plain(words), _plain(F(field)))  # type: ignore[arg-type]
    return Coalesce(likeness, Value(0.0), output_field=FloatField())


def public_units(day: date) -> QuerySet[Unit]:
    """Units that citizens meet on the city's day `day`: of a public sector, or with a service of their own."""
    serving = Service.objects.on(day).filter(unit=OuterRef("pk"))
    units: QuerySet[Unit] = Unit.objects.without_tree_fields().on(day)
    return units.filter(Q(sector__serves_public=True) | Exists(serving)).select_related("sector")


def findable_units(day: date) -> QuerySet[Unit]:
    """Public units, and merged ones, whose pages name the successor: people ask by the old name for years."""
    merged: QuerySet[Unit] = Unit.objects.without_tree_fields().filter(merged_into__isnull=False, ends_on__lt=day)
    known = Q(pk__in=public_units(day).values("pk")) | Q(pk__in=merged.filter(sector__serves_public=True).values("pk"))
    units: QuerySet[Unit] = Unit.objects.without_tree_fields().filter(known)
    return units.select_related("sector")


def units_found(*, words: str, day: date) -> list[Unit]:
    """Units whose name, code, kind or services are like `words`, the likest first; each with `matching_services`.

    A service is found by its name and by the everyday words that the city noted for it.
    """
    if not words.strip():
        return []
    spelled = spelled_out(words)
    services = Service.objects.on(day).annotate(
        likeness=Greatest(_likeness(words, "name"), _likeness(words, "also_called"))
    )
    best = services.filter(unit=OuterRef("pk")).order_by("-likeness").values("likeness")[:1]
    found = (
        findable_units(day)
        .annotate(by_name=_likeness(spelled, "name"), by_service=Coalesce(Subquery(best), Value(0.0)))
        .annotate(likeness=Greatest("by_name", "by_service"))
        .filter(Q(likeness__gte=NEAR_ENOUGH) | Q(code__iexact=words.strip()) | Q(kind__iexact=words.strip()))
    )
    matching = services.filter(likeness__gte=NEAR_ENOUGH).order_by("-likeness", "name")
    listed = found.prefetch_related(Prefetch("services", queryset=matching, to_attr="matching_services"))
    return list(listed.order_by("-likeness", "name")[:MOST_SHOWN])


def units_of_sector(*, sector: Sector, day: date) -> list[Unit]:
    """The public units of a sector by name."""
    return list(public_units(day).filter(sector=sector).order_by("name"))


def sectors_with_units(*, day: date) -> list[Sector]:
    """Public sectors by name, each with `unit_count`: how many units it has today."""
    in_force = Q(units__starts_on__lte=day) & (Q(units__ends_on__isnull=True) | Q(units__ends_on__gte=day))
    counted = Sector.objects.filter(serves_public=True).annotate(unit_count=Count("units", filter=in_force))
    return list(counted.filter(unit_count__gt=0).order_by("name"))
