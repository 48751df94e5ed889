"""The city's ups and downs: measured once a run, and what the page of power says from them."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from evaluations.estimating import estimate_impacts
from evaluations.models import CityNoise, ImpactRun
from evaluations.next_year.noise import keep_noise
from tests.cast import Cast
from tests.evaluations.test_estimating import NOW, make_city
from tests.factories.evaluations import keep_estimate
from tests.factories.programs import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def noisy(cast: Cast) -> ImpactRun:
    """A run whose city has known noise."""
    run = keep_estimate(make_program(), "lemah").run  # type: ignore[arg-type]
    CityNoise.objects.create(run=run, outcome="index", monthly=0.25, serial=0, answer=132, units=142, answers=22)
    return run


def page_of(cast: Cast, query: str = "") -> str:
    client = Client()
    client.force_login(cast.hr, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"/kelola/rencana/peluang/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_noise_is_measured_once_a_run_on_untrained_units() -> None:
    make_city()
    run = estimate_impacts(now=NOW)
    assert run is not None
    assert keep_noise(run=run) == 10
    assert keep_noise(run=run) == 0
    index = CityNoise.objects.get(run=run, outcome="index")
    assert (index.units, index.answers) == (20, 40)
    # By hand: an answer is 27 or 36 of 36 points, so all 3 or all 4: 25 points apart, near half each.
    assert index.answer == pytest.approx(25**2 / 4, rel=0.12)


def test_the_page_answers_in_a_plain_sentence(cast: Cast, noisy: ImpactRun) -> None:
    page = page_of(cast, "?dilatih=20&pembanding=40&poin=1,5")
    assert (
        "Dengan 20 unit yang dilatih dan 40 unit pembanding, perubahan 1,50 poin akan terlihat dengan peluang" in page
    )
    assert "Ya, kemungkinan besar" in page


def test_too_small_a_design_says_no(cast: Cast, noisy: ImpactRun) -> None:
    page = page_of(cast, "?dilatih=4&pembanding=4&jawaban=5&sebelum=2&sesudah=2&poin=0,5")
    assert "Kemungkinan besar tidak" in page
    assert "Evaluasi memerlukan paling sedikit 8 unit terlatih" in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?poin=0", "Perubahan harus lebih dari nol."),
        ("?poin=banyak", "Tulis bilangan, misalnya 1,5."),
        ("?dilatih=1", "lebih besar dari atau sama dengan 2"),
        ("?jawaban=", "tidak boleh kosong"),
        ("?ukuran=lain", "pilihan yang valid"),
        ("?poin=-3", "lebih besar dari atau sama dengan 0"),
    ],
)
def test_bad_input_is_told_beside_its_field(cast: Cast, noisy: ImpactRun, query: str, told: str) -> None:
    page = page_of(cast, query)
    assert told in page
    assert "akan terlihat dengan peluang" not in page


def test_a_city_without_figures_is_told_so(cast: Cast) -> None:
    assert "Naik-turun angka kota belum dihitung" in page_of(cast)


def test_noise_out_of_range_is_refused(noisy: ImpactRun) -> None:
    values = {"run": noisy, "outcome": "time", "monthly": 1, "serial": 0, "answer": 1, "units": 1, "answers": 1}
    for wrong in ({"monthly": -1}, {"serial": 2}, {"answers": 0}, {"outcome": "index"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CityNoise.objects.create(**{**values, **wrong})
