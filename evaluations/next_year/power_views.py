"""The page that tells, before a program runs, whether its effect could be seen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.charts import chart
from documents.models import Chart
from evaluations.access import reads_whole_next_year
from evaluations.impact.planning import Design
from evaluations.impact.rules import DEFAULT, POWER
from evaluations.models import CityNoise, ImpactRun
from evaluations.next_year.forms import PowerForm
from evaluations.next_year.noise import as_noise
from evaluations.next_year.power import Power, power_of
from evaluations.panel import INDEX
from people.access import access_of, require
from surveys.models import Element

USUAL = {"dilatih": 20, "pembanding": 40, "sebelum": 12, "sesudah": 12, "ukuran": INDEX}
USUAL_EFFECT = 1.5


@require_GET
def power(request: HttpRequest) -> HttpResponse:
    """Units, answers and effects of a planned comparison, from the city's own ups and downs."""
    require(reads_whole_next_year(access_of(request)))
    run = ImpactRun.objects.latest_finished()
    noises = {row.outcome: row for row in CityNoise.objects.filter(run=run).order_by("pk")}
    if INDEX not in noises:
        return render(request, "evaluations/power.html", {"run": run})
    asked = {name: request.GET[name] for name in PowerForm.base_fields if name in request.GET}
    usual = {**USUAL, "poin": number_format(USUAL_EFFECT), "jawaban": round(noises[INDEX].answers)}
    form = PowerForm({**usual, **asked}, outcomes=_outcomes(list(noises)))
    context: dict[str, Any] = {"run": run, "form": form, "rules": DEFAULT, "chance": round(100 * POWER)}
    if form.is_valid():
        row = noises[form.cleaned_data["ukuran"]]
        found = power_of(
            design=_design(form.cleaned_data), effect=float(form.cleaned_data["poin"]), noise=as_noise(row)
        )
        context |= {
            "found": found,
            "noise": row,
            "charts": _charts(found),
            "percent": min(round(100 * found.chance), 99),
        }
    return render(request, "evaluations/power.html", context)


def _outcomes(keys: list[str]) -> list[tuple[str, str]]:
    names = Element.objects.of("skm").filter(key__in=keys).values_list("key", "short_name")
    return [(INDEX, _("Indeks kepuasan masyarakat")), *((key, _(name)) for key, name in names)]


def _design(asked: dict[str, Any]) -> Design:
    return Design(asked["dilatih"], asked["pembanding"], asked["jawaban"], asked["sebelum"], asked["sesudah"])


def _charts(found: Power) -> tuple[Chart, Chart]:
    rows = [{"effect": effect, "chance": round(chance, 4)} for effect, chance in found.curve]
    return chart(spec=_spec(rows, width=720, height=260)), chart(spec=_spec(rows, width=250, height=220))


def _spec(rows: list[dict[str, float]], *, width: int, height: int) -> dict[str, Any]:
    percent = {"format": "%", "tickCount": 5, "title": _("Peluang terlihat")}
    scale = {"domain": [0, 1]}
    return {
        "width": width,
        "height": height,
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "rule"}, "encoding": {"y": {"datum": POWER, "type": "quantitative", "scale": scale}}},
            {
                "mark": {"type": "line", "point": True, "interpolate": "monotone"},
                "encoding": {
                    "x": {
                        "field": "effect",
                        "type": "quantitative",
                        "axis": {"title": _("Pengaruh sebenarnya (poin)"), "tickCount": 6},
                    },
                    "y": {"field": "chance", "type": "quantitative", "scale": scale, "axis": percent},
                },
            },
        ],
    }
