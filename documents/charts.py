"""Charts: asked for by specification, drawn later by the worker, shown by their digest."""

import json
import re
import subprocess
import sys
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from documents.identity import current_identity
from documents.models import Chart
from pembinaan.base.wake import wake_on_commit

# Part of the digest: raise it when the house style, the locale or the engine changes what is drawn.
RENDITION = 1
TASK = "documents.tasks.render_charts"
DRAWING_SECONDS = 120
KEPT_FOR = timedelta(days=90)
INK, SOFT, LINE = "#14262a", "#47595d", "#d5dfe0"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"


def chart(*, spec: dict[str, Any]) -> Chart:
    """The chart of a Vega-Lite specification; a new one is drawn by the worker after the commit.

    The house's look is added to `spec`, whose own `config` wins. Pages show it with
    `{% include "documents/chart.html" %}` beside a table of the same figures. The picture's address is
    public to whoever knows the digest, so `spec` holds only figures that the page's readers may share.
    """
    whole = {**spec, "config": {**house_config(), **spec.get("config", {})}}
    digest = sha256(f"{RENDITION}{json.dumps(whole, sort_keys=True)}".encode()).hexdigest()
    found, created = Chart.objects.get_or_create(digest=digest, defaults={"spec": whole})
    if created:
        wake_on_commit(TASK)
    return found


def house_config() -> dict[str, Any]:
    """Vega-Lite configuration of the house: the city's colours, system fonts, labels of 12 px and more."""
    city = current_identity()
    text = {"labelColor": SOFT, "titleColor": SOFT, "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": 600}
    return {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "padding": 4,
        "axis": {**text, "gridColor": LINE, "domainColor": LINE, "tickColor": LINE, "labelPadding": 6},
        "legend": {**text, "orient": "top", "title": None},
        "header": {**text},
        "title": {"color": INK, "fontSize": 15, "fontWeight": 600, "anchor": "start"},
        "text": {"color": INK, "fontSize": 13},
        "line": {"strokeWidth": 2.5, "color": city.primary_color, "point": {"filled": True, "size": 45}},
        "area": {"color": city.primary_color, "opacity": 0.18},
        "bar": {"color": city.primary_color},
        "rule": {"color": SOFT, "strokeDash": [5, 4]},
        "range": {"category": [city.primary_color, "#9a5b00", "#47595d", "#1b7a43", "#b3261e", city.accent_color]},
    }


def render_pending(*, now: datetime, limit: int = 20) -> int:
    """Draw the charts that wait, in one process of their own; return how many were tried.

    Two workers at once may draw the same chart twice: the pictures are equal, the last one stays.
    """
    waiting = list(Chart.objects.unrendered()[:limit])
    if not waiting:
        return 0
    outcomes = _draw_apart([waiting_chart.spec for waiting_chart in waiting])
    with transaction.atomic():
        for waiting_chart, outcome in zip(waiting, outcomes, strict=True):
            _keep(waiting_chart, outcome, now)
    return len(waiting)


def forget_old(*, now: datetime) -> int:
    """Delete charts first asked for long ago; a page that still shows one has it drawn again. Return how many."""
    deleted, _by_model = Chart.objects.filter(wanted_at__lt=now - KEPT_FOR).delete()
    return deleted


def draw_again(*, chart_ids: list[int]) -> int:
    """Give charts that could not be drawn new tries; return how many."""
    with transaction.atomic():
        count = Chart.objects.filter(pk__in=chart_ids, rendered_at__isnull=True).update(attempts=0, last_failure="")
        wake_on_commit(TASK)
    return count


def _draw_apart(specs: list[dict[str, Any]]) -> list[dict[str, str]]:
    try:
        process = subprocess.run(
            [sys.executable, "-m", "documents.vega"],
            input=json.dumps(specs),
            capture_output=True,
            text=True,
            timeout=DRAWING_SECONDS,
            check=True,
            cwd=settings.BASE_DIR,
        )
    except subprocess.SubprocessError as failure:
        # Which of them broke the process is not known: try each alone, so that one cannot hold up the rest.
        if len(specs) > 1:
            return [outcome for spec in specs for outcome in _draw_apart([spec])]
        return [{"failure": str(failure)[:2000]}]
    outcomes: list[dict[str, str]] = json.loads(process.stdout)
    return outcomes


def _keep(drawn: Chart, outcome: dict[str, str], now: datetime) -> None:
    drawn.attempts += 1
    drawn.last_failure = outcome.get("failure", "")
    if "svg" in outcome:
        drawn.svg, drawn.rendered_at = outcome["svg"], now
        drawn.width, drawn.height = _size(drawn.svg)
    drawn.save(update_fields=["attempts", "last_failure", "svg", "rendered_at", "width", "height"])


def _size(svg: str) -> tuple[int, int]:
    found = re.search(r'width="([0-9.]+)"[^>]*height="([0-9.]+)"', svg)
    return (round(float(found[1])), round(float(found[2]))) if found else (0, 0)
