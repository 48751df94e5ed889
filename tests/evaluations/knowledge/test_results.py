"""What is told of learning: pairs only, from five on, beside calculations by hand."""

import pytest

from evaluations.knowledge.building import new_version, publish_test, version_of
from evaluations.knowledge.results import Learning, learning_of
from evaluations.knowledge.shown import bands_of, shown_of
from evaluations.knowledge.words import sentences_of
from evaluations.models import RoundKind
from tests.cast import Cast
from tests.factories.knowledge import BEFORE_IT, enrollments_of, finish, make_learned, make_test, make_tested, send

pytestmark = pytest.mark.django_db

# One, two, three, two, two of five questions right before: 20, 40, 60, 40, 40 percent; all four of five after.
BEFORE = [[1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [1, 1, 1, 0, 0], [0, 1, 1, 0, 0], [0, 0, 1, 1, 0]]
AFTER = [[1, 1, 1, 1, 0]] * 4 + [[1, 1, 1, 1, 1]]


def test_the_figures_are_those_of_a_hand_calculation(cast: Cast):
    batch = make_learned(cast.unit, BEFORE, AFTER)
    found = learning_of(batches=[batch.pk])
    # Means 40 and 84; 44 of the 60 points that were missing.
    assert (found.pairs, found.before, found.after) == (5, pytest.approx(40), pytest.approx(84))
    assert found.normalised == pytest.approx(44 / 60)
    # Differences 60, 40, 20, 40, 60: mean 44, deviation 16.733, error 7.483; t(4) = 2.7764.
    assert found.gain.value == pytest.approx(44)
    assert (found.gain.low, found.gain.high) == pytest.approx((44 - 2.7764 * 7.4833, 44 + 2.7764 * 7.4833), abs=1e-3)
    # Variances 200 and 80, their mean 140; Hedges' correction 1 - 3/15.
    assert found.effect_size.value == pytest.approx(44 / 140**0.5 * 0.8)


def test_below_five_pairs_nothing_is_told_but_their_number(cast: Cast):
    batch = make_learned(cast.unit, BEFORE[:4], AFTER[:4])
    assert learning_of(batches=[batch.pk]) == Learning(4)
    shown = shown_of([batch.pk])
    assert (shown.is_shown, shown.items, shown.bands, shown.sentences) == (False, [], [], [])


def test_who_took_only_one_test_is_counted_apart_and_changes_no_gain(cast: Cast):
    batch = make_tested(cast.unit, 7)
    people = enrollments_of(batch)
    for enrollment, before in zip(people, [*BEFORE, [1] * 5], strict=False):
        send(enrollment, before)
    for enrollment, after in zip([*people[:5], people[6]], [*AFTER, [0] * 5], strict=True):
        send(enrollment, after, RoundKind.AFTER)
    finish(batch)
    shown = shown_of([batch.pk])
    assert (shown.learning.pairs, shown.only_before, shown.only_after) == (5, 1, 1)
    assert shown.learning.gain.value == pytest.approx(44)
    # Questions are judged by everybody who answered them: five of six after.
    assert shown.items[0].after == pytest.approx(500 / 6)


def test_nothing_is_told_while_the_second_test_still_runs(cast: Cast):
    batch = make_tested(cast.unit, 5)
    for enrollment, before, after in zip(enrollments_of(batch), BEFORE, AFTER, strict=True):
        send(enrollment, before)
        send(enrollment, after, RoundKind.AFTER)
    assert learning_of(batches=[batch.pk]) == Learning(0)


def test_together_batches_count_their_pairs_but_few_are_never_told_by_a_difference(cast: Cast):
    test = make_test()
    large = make_learned(cast.unit, BEFORE, AFTER, program=test.program)
    small = make_learned(cast.unit, BEFORE[:3], [[0] * 5] * 3, program=test.program)
    other = make_learned(cast.unit, BEFORE, BEFORE, program=test.program)
    alone = learning_of(batches=[large.pk])
    assert learning_of(batches=[large.pk, small.pk]) == alone
    assert shown_of([large.pk, small.pk]).in_small_batches == 3
    both = learning_of(batches=[large.pk, other.pk])
    assert (both.pairs, both.gain.value) == (10, pytest.approx(22))


def test_versions_of_a_test_are_compared_in_percent_and_questions_shown_of_the_newest(cast: Cast):
    test = make_test()
    old = make_learned(cast.unit, BEFORE, AFTER, program=test.program)
    new_version(test=test, by=None, now=BEFORE_IT)
    publish_test(test=test, by=None, now=BEFORE_IT)
    new = make_learned(cast.unit, BEFORE, BEFORE, program=test.program)
    shown = shown_of([old.pk, new.pk])
    assert (shown.learning.pairs, shown.people) == (10, 5)
    assert version_of(test).number == 2


def test_bands_hold_everybody_and_the_highest_holds_the_full_score():
    bands = bands_of([0, 19.9, 20, 100], [60, 80, 99, 100])
    assert [(band.label, band.before, band.after) for band in bands] == [
        ("0–19", 2, 0), ("20–39", 1, 0), ("40–59", 0, 0), ("60–79", 0, 1), ("80–100", 1, 3),
    ]  # fmt: skip


def test_sentences_say_what_the_interval_allows(cast: Cast):
    clear = make_learned(cast.unit, BEFORE, AFTER)
    assert sentences_of(learning_of(batches=[clear.pk])) == [
        "Sesudah pelatihan peserta menjawab benar 44,0 poin persen lebih banyak (23,2 sampai 64,8).",
        "Dari yang belum diketahui sebelum pelatihan, 73 % dikuasai sesudahnya: tinggi.",
        # d = 44/√140; its error, scores unrelated: √(d² · 46,400 / (32 · 140²) + 280 / (4 · 140)) = 1.234.
        "Pergeserannya 2,97 kali beda antarpeserta (simpangan baku; 1,30 sampai 6,14): besar.",
    ]
    unclear = make_learned(cast.unit, BEFORE, [BEFORE[1], BEFORE[0], *BEFORE[2:]])
    assert sentences_of(learning_of(batches=[unclear.pk]))[0].startswith("Belum terlihat bedanya")
    worse = make_learned(cast.unit, AFTER, BEFORE)
    assert "lebih sedikit: −44,0" in sentences_of(learning_of(batches=[worse.pk]))[0]
