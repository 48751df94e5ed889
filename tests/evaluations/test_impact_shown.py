"""A stored estimate in words and figures."""

from datetime import date

import pytest
from django.test import Client

from evaluations.impact.verdict import Verdict
from evaluations.impact_shown import (
    DOUBT_OF_BASELINE,
    DOUBT_OF_BOOTSTRAP,
    DOUBT_OF_BOUND,
    DOUBT_OF_MANY,
    DOUBT_WITHOUT_BOUND,
    Doubt,
    impact_of,
)
from evaluations.templatetags.impact_tags import chance, points
from tests.cast import Cast
from tests.factories.evaluations import keep_estimate
from tests.factories.programs import make_batch, make_program

pytestmark = pytest.mark.django_db
ENDED = date(2026, 3, 24)
AGREEING = {"adjusted_p": 0.01, "bootstrap_p": 0.02, "breakdown": {"multiple": 1.2, "unbounded": False}}


@pytest.mark.parametrize(
    ("facts", "doubted"),
    [
        ({"adjusted_p": 0.06}, DOUBT_OF_MANY),
        ({"bootstrap_p": 0.3}, DOUBT_OF_BOOTSTRAP),
        ({"breakdown": {"multiple": 0.7, "unbounded": False}}, DOUBT_OF_BOUND),
        ({"breakdown": {"multiple": 0.0, "unbounded": False}}, DOUBT_OF_BASELINE),
        ({"breakdown": None}, DOUBT_WITHOUT_BOUND),
        ({"adjusted_p": 0.2, "breakdown": {"multiple": None, "unbounded": True}}, DOUBT_OF_MANY),
    ],
)
def test_weak_evidence_says_which_check_does_not_agree(facts: dict, doubted: Doubt) -> None:
    program = make_program()
    keep_estimate(program, Verdict.WEAK, **{**AGREEING, **facts})
    found = impact_of(program)
    assert found is not None
    assert found.index.doubts == [str(doubted.sentence)]
    assert found.index.doubts_told == str(doubted.clause)


def test_two_checks_that_do_not_agree_are_told_in_one_sentence() -> None:
    program = make_program()
    keep_estimate(program, Verdict.WEAK, **{**AGREEING, "bootstrap_p": 0.3, "breakdown": None})
    found = impact_of(program)
    assert found is not None
    assert found.index.doubts_told == (
        "hitungan kedua dengan cara lain tidak menemukan pengaruh yang pasti dan bulan sebelum pelatihan terlalu "
        "sedikit untuk memeriksa apakah naik-turun biasa dapat menjelaskannya"
    )


def test_other_verdicts_need_no_such_sentence() -> None:
    program = make_program()
    keep_estimate(program, Verdict.NO_EVIDENCE)
    found = impact_of(program)
    assert found is not None
    assert found.index.doubts == []


def test_a_program_that_nobody_finished_enough_is_told_in_words() -> None:
    program = make_program()
    lacking = [{"need": "treated_units", "found": 0, "needed": 8}]
    keep_estimate(program, Verdict.NOT_ENOUGH, missing=lacking, effect=None)
    found = impact_of(program)
    assert found is not None
    assert found.index.missing == ["Belum ada unit terlatih yang dapat dihitung; perlu paling sedikit 8."]


def test_sectors_are_shown_health_and_education_first() -> None:
    program = make_program()
    known = {"value": 1.0, "low": 0.5, "high": 1.5, "units": 3}
    groups = [{"group": code, **known} for code in ("territory", "education", "health")]
    keep_estimate(program, Verdict.WEAK, by_group=groups, **AGREEING)
    found = impact_of(program)
    assert found is not None
    assert [each["name"] for each in found.sectors] == ["Kesehatan", "Pendidikan", "Kecamatan dan kelurahan"]


def test_figures_have_a_true_minus_and_a_chance_is_never_zero() -> None:
    assert [points(-0.26), points(0.0), points(None)] == ["−0,3", "0,0", "–"]
    assert [chance(0.0741), chance(0.0), chance(None)] == ["= 0,074", "< 0,001", "–"]


@pytest.mark.parametrize(("units", "told"), [(9, "Kesehatan"), (8, None)])
def test_a_result_from_one_sector_alone_says_so(cast: Cast, units: int, told: str | None) -> None:
    """Nine of twelve trained units are three quarters."""
    program = make_program()
    known = {"value": 1.0, "low": 0.5, "high": 1.5}
    groups = [{"group": "health", "units": units, **known}, {"group": "education", "units": 12 - units, **known}]
    size = {"treated_units": 12, "control_units": 30, "treated_cells": 99, "untreated_cells": 99}
    keep_estimate(program, Verdict.WEAK, by_group=groups, size={**size, "joint": [], "left_out": []}, **AGREEING)
    found = impact_of(program)
    assert found is not None
    assert (found.one_sector and found.one_sector["name"]) == told
    make_batch(program, state="closed", starts_on=ENDED, ends_on=ENDED)
    client = Client()
    client.force_login(cast.leader)
    page = client.get(f"/evaluasi/{program.code}/").content.decode()
    assert ("Yang menimpa seluruh sektor itu" in page) == (told is not None)
