"""Whoever reads every published sum, and adds and subtracts them, learns of no fewer than five people."""

from itertools import combinations
from random import Random

import numpy as np
import pytest

from evaluations.behaviour.atoms import REST, atoms_of


def sizes(**parts: int) -> dict[str | None, int]:
    values = [("batch", part, place) for part, count in parts.items() for place in range(count)]
    return {part: len(held) for (_group, part), held in atoms_of(values).items()}


@pytest.mark.parametrize(
    ("parts", "atoms"),
    [
        ({"a": 4}, {}),
        ({"a": 5}, {"a": 5}),
        ({"a": 3, "b": 2}, {REST: 5}),
        ({"a": 6, "b": 5}, {"a": 6, "b": 5}),
        # Three left over would be the whole less a and b: b joins them.
        ({"a": 9, "b": 6, "c": 3}, {"a": 9, REST: 9}),
        ({"a": 7, "b": 1}, {REST: 8}),
    ],
)
def test_parts_below_five_are_told_together_with_enough_others(parts, atoms):
    assert sizes(**parts) == atoms


def test_no_reckoning_with_what_is_published_singles_out_fewer_than_five():
    dice = Random(5)
    for _city in range(40):
        people = [
            (dice.choice("12"), dice.choice(["a", "b", "c", None]), person) for person in range(dice.randrange(3, 40))
        ]
        atoms = list(atoms_of(people).values())
        published = np.array([[person in atom for *_where, person in people] for atom in atoms], dtype=float)
        for count in range(1, 5):
            for few in combinations(range(min(len(people), 12)), count):
                wanted = np.zeros(len(people))
                wanted[list(few)] = 1
                assert not _is_known(published, wanted)


def _is_known(published: np.ndarray, wanted: np.ndarray) -> bool:
    """Whether a sum over some people follows from the published sums by adding, subtracting and multiplying."""
    if not published.size:
        return False
    weights, *_rest = np.linalg.lstsq(published.T, wanted, rcond=None)
    return bool(np.allclose(published.T @ weights, wanted))


def test_the_reckoning_finds_someone_where_parts_are_published_as_they_are():
    # The negative control: six of one agency and one of another, published as whole and as part.
    whole, part, single = np.ones(7), np.array([1.0] * 6 + [0]), np.array([0.0] * 6 + [1])
    assert _is_known(np.array([whole, part]), single)
