"""The city's figure at the front door."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pembinaan.base.dates import today
from portal.city_glance import CityGlance, city_glance
from tests.cast import Cast

DAY = date(2026, 3, 9)


def test_without_enough_answers_nothing_is_shown(client: Client, cast: Cast) -> None:
    assert city_glance(DAY) is None
    assert "Kepuasan warga sekota" not in client.get(reverse("find_unit")).content.decode()


def test_the_figure_is_formed_once_in_ten_minutes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    city_glance(DAY)
    monkeypatch.setattr("portal.city_glance.city_results", lambda day: pytest.fail("read again"))
    assert city_glance(DAY) is None


def test_the_front_door_shows_the_kept_figure(client: Client, cast: Cast) -> None:
    kept = CityGlance(Decimal("84.7"), "B", "Baik", Decimal("0.4"), 22260, "Triwulan III 2026")
    cache.set(f"portal.city_glance.{today()}", (kept,))
    page = client.get(reverse("find_unit")).content.decode()
    assert "84,70" in page
    assert "B · Baik" in page
    assert "22.260 jawaban" in page
