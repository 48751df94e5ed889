"""A reader who knows who answered, and reckons with every published sum, learns of no fewer than five people."""

from datetime import date
from itertools import combinations
from random import Random

import numpy as np

from evaluations.behaviour.atoms import atoms_of
from evaluations.behaviour.patterns import levelled
from evaluations.behaviour.seen import SIDES, Seen

DAY = date(2026, 8, 8)


def seen(*sides: str, agency: int = 1, person: int = 0) -> Seen:
    """One participant; the verdict, which no sum here uses, holds their number."""
    answered = {side: 3.0 if side in sides else None for side in SIDES}
    return Seen(1, DAY, agency, **answered, verdict=str(person))


def patterns(reviews: list[Seen]) -> list[tuple[str, ...]]:
    return sorted(one.pattern for one in reviews)


def test_the_one_whose_head_was_silent_keeps_no_answer_where_the_others_have_both():
    # Six said something of themselves, the heads of five: the sixth would be self of six less self of five.
    reviews = [seen("self_mean", "head_mean") for _each in range(5)] + [seen("self_mean")]
    assert patterns(levelled(reviews)) == [("self_mean", "head_mean")] * 5


def test_a_rare_pattern_joins_the_one_with_most_company():
    reviews = [seen("self_mean", "head_mean")] * 2 + [seen("self_mean")] * 4 + [seen("head_mean")] * 1
    assert patterns(levelled(reviews)) == [("self_mean",)] * 6


def test_patterns_that_five_share_stay_as_they_are():
    reviews = [seen(*SIDES)] * 5 + [seen("head_mean")] * 7
    assert patterns(levelled(reviews)) == patterns(reviews)


def sums(reviews: list[Seen], people: int) -> np.ndarray:
    """What is published of reviews, as weights on each person's three answers."""
    published = np.zeros((len(SIDES) + 1, people, len(SIDES)))
    for one in reviews:
        person = int(one.verdict)
        for place, side in enumerate(SIDES):
            published[place, person, place] = side in one.pattern
        others = [side in one.pattern for side in SIDES[1:]]
        if "self_mean" in one.pattern and any(others):
            published[-1, person] = [1, *(-answered / sum(others) for answered in others)]
    return published.reshape(len(published), -1)


def told_of_few(published: np.ndarray, people: int) -> bool:
    """Whether some reckoning with the sums is about one to four people only."""
    rank = np.linalg.matrix_rank(published) if published.size else 0
    for count in range(1, 5):
        for few in combinations(range(people), count):
            outside = np.delete(published.reshape(len(published), people, len(SIDES)), few, axis=1)
            if np.linalg.matrix_rank(outside.reshape(len(published), -1)) < rank:
                return True
    return False


def test_no_reckoning_with_means_and_gaps_is_about_fewer_than_five():
    dice, told = Random(7), 0
    for _city in range(15):
        people = dice.randrange(9, 15)
        reviews = [
            seen(*(side for side in SIDES if dice.random() < 0.7), agency=dice.randrange(2), person=person)
            for person in range(people)
        ]
        atoms = atoms_of((one.pattern, one.agency, one) for one in levelled(reviews)).values()
        told += len(atoms)
        nothing = np.zeros((1, people * len(SIDES)))
        assert not told_of_few(np.concatenate([nothing, *(sums(atom, people) for atom in atoms)]), people)
    assert told > 10


def test_the_reckoning_finds_the_one_whose_head_was_silent_without_the_rule():
    # The negative control: self of six, heads of five, and the gap of those five.
    reviews = [seen("self_mean", "head_mean", person=person) for person in range(5)] + [seen("self_mean", person=5)]
    assert told_of_few(sums(reviews, 6), 6)
