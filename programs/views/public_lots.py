"""A lot for everyone: its promises, the list by codes, the outcome, how to recompute it. No sign-in, no cookie."""

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from programs.models import BatchState, Lot, LotEntry, SeatMethod
from programs.views.lots import next_step

PAGE_SIZE = 25
FRESH_SECONDS = 60


def _lot(lot_id: int) -> Lot:
    announced = Lot.objects.exclude(batch__state=BatchState.DRAFT).filter(batch__seat_method=SeatMethod.BY_LOT)
    return get_object_or_404(announced.select_related("batch__program"), pk=lot_id)


def _entries(found: Lot) -> QuerySet[LotEntry]:
    order = "enrollment__placement__place" if found.drawn_at else "code"
    return found.entries.select_related("enrollment__placement").order_by(order)


@login_not_required
@require_safe
@cache_control(public=True, max_age=FRESH_SECONDS)
def shown(request: HttpRequest, lot_id: int) -> HttpResponse:
    """The lot's page."""
    found = _lot(lot_id)
    typed = "".join(letter for letter in request.GET.get("kode", "").upper() if letter.isalnum())
    wanted = f"{typed[:5]}-{typed[5:]}" if len(typed) > 5 else typed
    entries = _entries(found)
    if wanted:
        entries = entries.filter(code__startswith=wanted)
    strata = list(found.strata.order_by("name"))
    context = {
        "lot": found,
        "batch": found.batch,
        "step": next_step(found.batch, found, timezone.now()),
        "strata": strata,
        "seats": sum(stratum.seats for stratum in strata),
        "many": found.entries.count(),
        "page": Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "query": f"kode={wanted}" if wanted else "",
        "check": _check(found, {stratum.name: stratum.seats for stratum in strata}),
    }
    return render(request, "programs/lot.html", context)


def _check(found: Lot, seats: dict[str, int]) -> dict[str, str]:
    """The values that the printed lines of Python begin with, as literals."""
    return {
        "file": json.dumps(file_name(found)),
        "secret": json.dumps(found.secret),
        "value": json.dumps(found.value, ensure_ascii=False),
        "seats": json.dumps(seats),
    }


def file_name(found: Lot) -> str:
    """What the downloaded list is called."""
    return f"daftar-undian-{found.pk}.csv"


@login_not_required
@require_safe
@cache_control(public=True, max_age=FRESH_SECONDS)
def listing(request: HttpRequest, lot_id: int) -> HttpResponse:
    """The frozen list, byte for byte as its digest was taken."""
    found = _lot(lot_id)
    response = HttpResponse(found.listing.encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(found)}"'
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=FRESH_SECONDS)
def facts(request: HttpRequest, lot_id: int) -> JsonResponse:
    """Everything about the lot for programs: promises, list, seed, order, outcomes."""
    return JsonResponse(_facts(_lot(lot_id)), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _facts(found: Lot) -> dict[str, Any]:
    return {
        "undian": found.pk,
        "angkatan": str(found.batch),
        "menurut": found.batch.lot_by,
        "cadangan": found.batch.reserves,
        "rahasia": {"sidik": found.secret_digest, "diumumkan": found.committed_at, "isi": found.secret},
        "nilai_umum": {
            "sumber": found.value_source,
            "alamat": found.value_url,
            "lahir": found.value_at,
            "isi": found.value,
        },
        "rahasia_dibuka_paling_lambat": found.reveal_by,
        "daftar": {"dikunci": found.frozen_at, "sidik": found.list_digest},
        "strata": list(found.strata.order_by("name").values("name", "applicants", "seats")),
        "biji": found.seed,
        "diundi": found.drawn_at,
        "kode": [_line(entry, drawn=found.drawn_at is not None) for entry in _entries(found)],
    }


def _line(entry: LotEntry, *, drawn: bool) -> dict[str, Any]:
    line: dict[str, Any] = {"kode": entry.code, "unit": entry.unit_code, "strata": entry.stratum}
    if drawn:
        line |= {"urutan": entry.enrollment.placement.place, "hasil": entry.enrollment.placement.outcome}
    return line
