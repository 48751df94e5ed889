"""Posters as PDF: what stands on them, and the long job that makes those of many units."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch, Q, TextChoices
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from documents import jobs
from documents.files import store
from documents.models import Job, StoredFile
from documents.pdf import render
from documents.qr import svg
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Unit
from surveys.models import Service

KIND = "surveys.posters"


class PosterError(DomainError):
    """No poster can be made; the message says why."""


class Paper(TextChoices):
    """Sizes in which posters come: a wall's, and a counter's or window's."""

    A4 = "a4", "A4"
    A6 = "a6", "A6"


@dataclass(frozen=True, slots=True)
class Place:
    """What one poster invites to rate: a unit, or one of its services."""

    unit_code: str
    unit_name: str
    service_code: str = ""
    service_name: str = ""

    @property
    def address(self) -> str:
        """The survey's whole address."""
        route, args = (
            ("survey_service", [self.unit_code, self.service_code])
            if self.service_code
            else (
                "survey",
                [self.unit_code],
            )
        )
        return f"{settings.SITE_ADDRESS.rstrip('/')}{reverse(route, args=args)}"

    @property
    def short_address(self) -> str:
        """The address as people type it: without the scheme and the last stroke."""
        parts = urlsplit(self.address)
        return f"{parts.netloc}{parts.path}".rstrip("/")


def places_of(unit: Unit, services: Sequence[Service]) -> list[Place]:
    """The unit itself, then its services."""
    return [
        Place(unit.code, unit.name),
        *(Place(unit.code, unit.name, service.code, service.name) for service in services),
    ]


def posters(*, places: Sequence[Place], paper: Paper) -> bytes:
    """One PDF with a poster a page. The code leads to the whole address, https included."""
    return render(
        template="poster",
        data={
            "paper": paper.value,
            "posters": [
                {
                    "unit": place.unit_name,
                    "service": place.service_name,
                    "address": place.short_address,
                    "qr": svg(place.address),
                }
                for place in places
            ],
        },
    )


def units_to_print(*, day: date, unit_ids: Sequence[int] | None = None) -> list[Unit]:
    """Units that citizens meet on `day` (of `unit_ids`, None: all), by code, each with `open_services`."""
    serving = Service.objects.on(day)
    units = Unit.objects.without_tree_fields().on(day)
    if unit_ids is not None:
        units = units.filter(pk__in=unit_ids)
    units = units.filter(Q(sector__serves_public=True) | Q(pk__in=serving.values("unit")))
    listed = Prefetch("services", queryset=serving.order_by("name"), to_attr="open_services")
    return list(units.prefetch_related(listed).order_by("code"))


def print_all(job: Job, progress: jobs.Progress) -> StoredFile:
    """The work of the job: a ZIP with one PDF a unit; `arguments` are paper, with_services, unit_ids (or None)."""
    paper = Paper(job.arguments["paper"])
    units = units_to_print(day=city_day(job.requested_at), unit_ids=job.arguments["unit_ids"])
    if not units:
        raise PosterError(_("Tidak ada unit layanan untuk dicetak."))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, unit in enumerate(units, start=1):
            services = unit.open_services if job.arguments["with_services"] else []
            pages = posters(places=places_of(unit, services), paper=paper)
            archive.writestr(f"{unit.code}-{slugify(unit.name)[:60]}-{paper}.pdf", pages)
            progress.report(done=number, total=len(units), message=unit.name)
    return store(
        name=f"poster-survei-{paper}.zip",
        content_type="application/zip",
        content=content.getvalue(),
        now=job.requested_at,
    )


def register() -> None:
    """Tell the worker how the posters of many units are made."""
    jobs.does(KIND, print_all)
