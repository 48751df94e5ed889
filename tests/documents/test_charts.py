"""Charts are drawn apart, once for each content, and never hold up a page."""

import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from documents import charts
from documents.models import Chart
from documents.tasks import render_charts

SPEC: dict[str, Any] = {
    "width": 300,
    "height": 150,
    "data": {"values": [{"bulan": "2026-01-01", "ikm": 81.25}, {"bulan": "2026-02-01", "ikm": 84.5}]},
    "mark": "line",
    "encoding": {
        "x": {"field": "bulan", "type": "temporal", "timeUnit": "yearmonth", "axis": {"format": "%B"}},
        "y": {"field": "ikm", "type": "quantitative", "scale": {"domain": [80, 85]}, "axis": {"format": ".1f"}},
    },
}
BROKEN = {"mark": "tidak ada"}


def test_the_worker_draws_a_chart_in_indonesian_without_inline_style(db: None) -> None:
    asked = charts.chart(spec=SPEC)
    render_charts()
    asked.refresh_from_db()
    assert asked.svg.startswith("<svg")
    assert " style=" not in asked.svg
    assert "82,0" in asked.svg, "decimal comma"
    assert "Februari" in asked.svg
    assert asked.width > 300
    assert asked.height > 150


def test_the_same_figures_are_the_same_chart(db: None) -> None:
    assert charts.chart(spec=SPEC) == charts.chart(spec=dict(reversed(SPEC.items())))
    assert Chart.objects.count() == 1


def test_labels_are_twelve_pixels_or_more(db: None) -> None:
    config = charts.house_config()
    sizes = [part[key] for part in config.values() if isinstance(part, dict) for key in part if "ontSize" in key]
    assert min(sizes) >= 12


def test_a_chart_that_cannot_be_drawn_stops_no_other_and_is_given_up_after_three_tries(db: None, now: datetime) -> None:
    broken, good = charts.chart(spec=BROKEN), charts.chart(spec=SPEC)
    assert charts.render_pending(now=now) == 2
    assert [charts.render_pending(now=now) for _ in range(3)] == [1, 1, 0]
    broken.refresh_from_db()
    good.refresh_from_db()
    assert (good.rendered_at, broken.rendered_at, broken.attempts) == (now, None, 3)
    assert broken.last_failure
    assert charts.draw_again(chart_ids=[broken.pk]) == 1
    assert charts.render_pending(now=now) == 1


def test_a_drawing_process_that_dies_leaves_the_charts_waiting(
    db: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = charts.chart(spec=SPEC)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    charts.render_pending(now=now)
    asked.refresh_from_db()
    assert (asked.rendered_at, asked.attempts) == (None, 1)


def test_charts_long_past_are_forgotten(db: None, now: datetime) -> None:
    asked = charts.chart(spec=SPEC)
    Chart.objects.update(wanted_at=now)
    assert charts.forget_old(now=now + timedelta(days=90)) == 0
    assert charts.forget_old(now=now + timedelta(days=90, seconds=1)) == 1
    assert charts.chart(spec=SPEC).digest == asked.digest


def test_neither_pages_nor_tasks_load_the_drawing_engine() -> None:
    code = (
        "import django, sys; django.setup(); import documents.views.pictures, documents.tasks, pembinaan.urls;"
        "sys.exit('vl_convert' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_picture_is_public_and_kept_for_ever_once_it_is_drawn(client: Client, db: None) -> None:
    asked = charts.chart(spec=SPEC)
    address = f"/grafik/{asked.digest}.svg"
    assert client.get(address).status_code == 404
    Chart.objects.update(svg="<svg/>", rendered_at=timezone.now())
    answer = client.get(address)
    assert answer.content == b"<svg/>"
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies


def test_a_page_shows_the_picture_only_when_it_is_drawn(db: None) -> None:
    asked = charts.chart(spec=SPEC)
    context = {"chart": asked, "alternative": "IKM naik dari 81,25 ke 84,50"}
    assert "<img" not in render_to_string("documents/chart.html", context)
    asked.rendered_at = timezone.now()
    shown = render_to_string("documents/chart.html", context)
    assert f'src="/grafik/{asked.digest}.svg" alt="IKM naik dari 81,25 ke 84,50"' in shown


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"digest": "x"}, "chart_has_digest"),
        ({"digest": "a" * 64, "svg": "<svg/>"}, "chart_rendered_has_picture"),
        ({"digest": "a" * 64, "rendered_at": timezone.now()}, "chart_rendered_has_picture"),
    ],
)
def test_a_half_made_chart_is_refused(db: None, values: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Chart.objects.create(spec={}, **values)
