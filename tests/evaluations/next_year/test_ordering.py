"""An order of roll-out: frozen before its value is born, drawn once, recomputed by anyone, changed by nobody."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from evaluations.models import RolloutOrder
from evaluations.next_year import ordering
from evaluations.next_year.errors import NextYearError
from evaluations.next_year.lot import waves_of
from pembinaan.base.constraints import message_of
from people.models import Unit
from tests.cast import Cast
from tests.factories.next_year import BORN_AT, FROZEN_AT, WAVES, make_rollout
from tests.factories.people import make_unit
from tests.factories.programs import make_program

pytestmark = pytest.mark.django_db
LATER = BORN_AT + timedelta(minutes=5)
VALUE = "nilai uji"


@pytest.fixture
def units() -> list[Unit]:
    return [make_unit(f"Puskesmas {place}", code=f"P{place:02d}") for place in range(7)]


@pytest.fixture
def drawn(units: list[Unit]) -> RolloutOrder:
    order = make_rollout(units)
    ordering.record_value(order=order, value=VALUE, by=None, now=LATER)
    return ordering.draw(order=order, by=None, now=LATER)


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as failure, transaction.atomic():
        act()
    return message_of(failure.value) or ""


def test_the_printed_lines_print_the_order_of_the_page(drawn: RolloutOrder, cast: Cast, tmp_path: Path) -> None:
    client = Client()
    client.force_login(cast.employee, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/urutan-unit/{drawn.pk}/")
    listing = client.get(f"/urutan-unit/{drawn.pk}/daftar.csv")
    (tmp_path / f"urutan-unit-{drawn.pk}.csv").write_bytes(listing.content)
    lines = page.content.decode().split('<pre class="lines" tabindex="0">')[1].split("</pre>")[0]
    (tmp_path / "periksa.py").write_text(_unescaped(lines))
    ran = subprocess.run([sys.executable, "periksa.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    waves = waves_of(drawn.listing, drawn.months, drawn.seed)
    expected = [f"gelombang {wave.number} {wave.month:%Y-%m} {code}" for wave in waves for code in wave.codes]
    assert ran.stdout.splitlines() == [f"sidik daftar: {drawn.list_digest}", *expected]
    assert [len(wave.codes) for wave in waves] == [4, 3]


def _unescaped(text: str) -> str:
    return text.replace("&quot;", '"').replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">")


def test_it_is_drawn_once(drawn: RolloutOrder) -> None:
    again = ordering.draw(order=drawn, by=None, now=LATER + timedelta(hours=1))
    assert (again.seed, again.drawn_at) == (drawn.seed, LATER)
    with pytest.raises(NextYearError, match="sudah selesai"):
        ordering.record_value(order=drawn, value="nilai lain", by=None, now=LATER)


def test_a_program_has_one_order_a_year(drawn: RolloutOrder, units: list[Unit]) -> None:
    with pytest.raises(NextYearError, match="hanya diundi satu kali"):
        make_rollout(units, program=drawn.program)


@pytest.mark.parametrize(
    "change",
    [
        {"listing": "gelombang,2027-02\nP01\n"},
        {"months": [date(2027, 3, 1), date(2027, 6, 1)]},
        {"value_at": BORN_AT + timedelta(days=1)},
        {"value_source": "Sumber lain"},
        {"year": 2028},
    ],
)
def test_a_frozen_list_cannot_be_changed(units: list[Unit], change: dict[str, Any]) -> None:
    order = make_rollout(units)
    told = refused(lambda: RolloutOrder.objects.filter(pk=order.pk).update(**change))
    assert told in {
        "Daftar undian sudah dikunci. Daftar dan sumber nilai umum tetap.",
        "Sidik daftar tidak cocok dengan daftarnya.",
    }


def test_a_drawn_order_cannot_be_changed_or_deleted(drawn: RolloutOrder) -> None:
    rows = RolloutOrder.objects.filter(pk=drawn.pk)
    assert refused(lambda: rows.update(drawn_at=LATER + timedelta(days=1))).startswith("Undian urutan ini")
    assert refused(rows.delete) == "Undian tidak dapat dihapus atau dipindahkan."


def test_a_seed_that_does_not_follow_is_refused(units: list[Unit]) -> None:
    order = make_rollout(units)
    ordering.record_value(order=order, value=VALUE, by=None, now=LATER)
    told = refused(lambda: RolloutOrder.objects.filter(pk=order.pk).update(seed="0" * 64, drawn_at=LATER))
    assert told == "Biji undian tidak sesuai dengan daftar dan nilai umum."


def test_a_value_is_recorded_only_after_its_birth(units: list[Unit]) -> None:
    order = make_rollout(units)
    with pytest.raises(NextYearError, match="belum lahir"):
        ordering.record_value(order=order, value=VALUE, by=None, now=BORN_AT - timedelta(seconds=1))
    with pytest.raises(NextYearError, match="Catat nilai umum"):
        ordering.draw(order=order, by=None, now=LATER)


def test_a_value_that_drand_cannot_have_published_is_refused(units: list[Unit]) -> None:
    order = make_rollout(units, source="drand quicknet, round 1")
    with pytest.raises(NextYearError, match="64 huruf"):
        ordering.record_value(order=order, value="F" * 64, by=None, now=LATER)
    assert ordering.record_value(order=order, value=" " + "f" * 64, by=None, now=LATER).value == "f" * 64


def test_it_is_withdrawn_only_before_the_value_is_born(units: list[Unit]) -> None:
    order = make_rollout(units)
    with pytest.raises(NextYearError, match="alasan"):
        ordering.withdraw(order=order, reason=" ", by=None, now=FROZEN_AT)
    with pytest.raises(NextYearError, match="memilih"):
        ordering.withdraw(order=order, reason="Hasilnya tidak cocok", by=None, now=BORN_AT)
    gone = ordering.withdraw(order=order, reason="Salah unit", by=None, now=BORN_AT - timedelta(seconds=1))
    assert gone.step(LATER) == "withdrawn"
    assert make_rollout(units, program=order.program).pk != order.pk


def test_lists_that_make_no_sense_are_refused(units: list[Unit]) -> None:
    value = ordering.Source("Undian umum", "", BORN_AT)
    program = make_program()

    def freeze(some: list[Unit], months: tuple[date, ...], source: ordering.Source = value) -> RolloutOrder:
        return ordering.freeze(program=program, units=some, months=months, value=source, by=None, now=FROZEN_AT)

    with pytest.raises(NextYearError, match="sebanyak gelombangnya"):
        freeze(units[:1], WAVES)
    with pytest.raises(NextYearError, match="berurutan"):
        freeze(units, WAVES[::-1])
    with pytest.raises(NextYearError, match="bulan depan"):
        freeze(units, (date(2026, 11, 1), date(2027, 1, 1)))
    with pytest.raises(NextYearError, match="dua sampai dua belas"):
        freeze(units, WAVES[:1])
    with pytest.raises(NextYearError, match="sudah lahir"):
        freeze(units, WAVES, ordering.Source("Undian umum", "", FROZEN_AT))
