"""What lots say, on the page and in words."""

from typing import Any

import pytest
from django.test import Client

from evaluations.impact.verdict import Verdict
from evaluations.lot_shown import EARLIER_RISEN, FALLEN, RISEN, UNDECIDED, lot_shown, waves_shown
from evaluations.templatetags.impact_tags import end
from tests.cast import Cast
from tests.factories.evaluations import keep_estimate
from tests.factories.programs import make_batch, make_program

EFFECT = {"value": 8.0, "low": 2.0, "high": 14.0, "p": 0.01, "detectable": 9.0, "first_stage": 0.9, "strength": 25.0}
LOT: dict[str, Any] = {
    "lots": 2, "applicants": 120, "seats": 60, "units": 30, "share": 0.25, "missing": [], "agreement": "agrees",
    "effect": EFFECT,
}  # fmt: skip


def _result(treated: int = 9, **changes: Any) -> dict[str, Any]:
    return {"size": {"treated_units": treated}, "lot": {**LOT, **changes}}


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [(2.0, 14.0, RISEN), (-9.0, -1.0, FALLEN), (-1.0, 14.0, UNDECIDED), (None, -1.0, FALLEN), (None, None, UNDECIDED)],
)
def test_the_sentence_follows_from_where_the_interval_lies(
    low: float | None, high: float | None, sentence: object
) -> None:
    found = lot_shown(_result(effect={**EFFECT, "low": low, "high": high}))
    assert found is not None
    assert found.sentence == str(sentence)


def test_the_effect_is_told_at_the_share_of_staff_that_is_named() -> None:
    """By hand: a quarter of 8, 2, 14 and 9 points."""
    found = lot_shown(_result())
    assert found is not None
    assert found.percent == 25
    assert found.is_usual_share
    assert found.effect == {"value": 2.0, "low": 0.5, "high": 3.5, "detectable": 2.25}
    assert found.finished_of_hundred == 90


def test_without_trained_units_the_share_is_no_usual_one() -> None:
    found = lot_shown(_result(treated=0))
    assert found is not None
    assert not found.is_usual_share


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"need": "luck", "found": 0, "needed": 1}, "Semua pendaftar mendapat kursi"),
        ({"need": "months", "found": 0, "needed": 1}, "Belum ada unit pendaftar dengan 6 bulan sebelum dan 3 bulan"),
        ({"need": "units", "found": 4, "needed": 10}, "Baru 4 unit yang ikut undian dapat dihitung"),
        ({"need": "strength", "found": 3, "needed": 10}, "(kekuatan 3; perlu paling sedikit 10)"),
    ],
)
def test_what_is_missing_is_said_in_words(lacking: dict[str, Any], words: str) -> None:
    found = lot_shown(_result(effect=None, missing=[lacking]))
    assert found is not None
    assert found.effect is None
    assert found.sentence == ""
    assert words in found.missing[0]


def test_a_program_without_a_lot_has_no_such_part() -> None:
    assert lot_shown({"size": {"treated_units": 9}, "lot": None}) is None
    assert lot_shown({"size": {"treated_units": 9}}) is None


def test_an_end_beyond_all_bounds_is_called_that() -> None:
    assert (end(None), end(-1.24)) == ("tak terhingga", "−1,2")


def _page(cast: Cast, **lot: Any) -> str:
    program = make_program()
    keep_estimate(program, Verdict.NO_EVIDENCE, lot={**LOT, **lot})
    client = Client()
    client.force_login(cast.leader)
    make_batch(program, state="closed")
    return client.get(f"/evaluasi/{program.code}/").content.decode()


@pytest.mark.django_db
def test_the_page_shows_lot_and_verdict_beside_each_other_and_says_when_they_disagree(cast: Cast) -> None:
    page = _page(cast, agreement="differs")
    assert "Tidak ada bukti" in page
    assert "Menurut undian" in page
    assert "<strong>2,0 poin</strong>" in page
    assert "tidak sependapat: selang keduanya tidak bertemu" in page


@pytest.mark.django_db
def test_the_page_says_why_a_lot_is_not_enough(cast: Cast) -> None:
    page = _page(cast, effect=None, agreement=None, missing=[{"need": "units", "found": 4, "needed": 10}])
    assert "Undian belum cukup" in page
    assert "Baru 4 unit yang ikut undian dapat dihitung; perlu paling sedikit 10." in page


@pytest.mark.django_db
def test_a_lot_of_turns_has_its_own_words(cast: Cast) -> None:
    found = waves_shown({"size": {"treated_units": 9}, "waves": LOT})
    assert found is not None
    assert found.sentence == str(EARLIER_RISEN)
    lacking = {"effect": None, "missing": [{"need": "waves", "found": 1, "needed": 3}], "agreement": None}
    program = make_program()
    keep_estimate(program, Verdict.NO_EVIDENCE, waves={**LOT, **lacking, "applicants": 24, "seats": 3})
    make_batch(program, state="closed")
    client = Client()
    client.force_login(cast.leader)
    page = client.get(f"/evaluasi/{program.code}/").content.decode()
    assert "Urutan 24 unit dalam 3 gelombang diundi" in page
    assert "Baru 1 bulan yang dapat dihitung antara gelombang pertama dan terakhir; perlu paling sedikit 3." in page
