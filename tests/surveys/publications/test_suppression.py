"""What may be shown, against an attacker who tries every sum and difference."""

from collections import Counter
from datetime import date
from itertools import chain, combinations, product

from hypothesis import given
from hypothesis import strategies as st

from surveys.publications.suppression import (
    Piece,
    Total,
    crossing_reveals,
    is_safe,
    plan,
    shown_parts,
    telling_difference,
)

MINIMUM = 10
MONTHS = [date(2026, month, 1) for month in range(1, 13)]
SPANS = {
    "year": frozenset(MONTHS),
    "S1": frozenset(MONTHS[:6]),
    "S2": frozenset(MONTHS[6:]),
    **{f"Q{q + 1}": frozenset(MONTHS[3 * q : 3 * q + 3]) for q in range(4)},
    "M01": frozenset(MONTHS[:1]),
    "M02": frozenset(MONTHS[1:2]),
}
counts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=1)


def subsets(things):
    listed = list(things)
    return chain.from_iterable(combinations(listed, size) for size in range(len(listed) + 1))


@given(counts)
def test_no_sum_of_shown_parts_taken_from_the_total_leaves_a_small_group(parts):
    shown = shown_parts(parts, MINIMUM)
    total = sum(parts.values())
    assert all(parts[key] >= MINIMUM for key in shown)
    if total >= MINIMUM:
        for chosen in subsets(shown):
            assert is_safe(total - sum(parts[key] for key in chosen), MINIMUM)


def test_a_small_part_takes_the_smallest_large_one_with_it():
    assert shown_parts({"a": 50, "b": 12, "c": 3}, 10) == {"a"}
    assert shown_parts({"a": 50, "b": 12, "c": 3, "d": 8}, 10) == {"a", "b"}
    assert shown_parts({"a": 50, "b": 12, "c": 0}, 10) == {"a", "b"}
    assert shown_parts({"a": 30, "b": 3}, 10) == frozenset()


@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(0, 30), min_size=2))
def test_crossing_says_what_an_attacker_finds(cells):
    cells = {pair: count for pair, count in cells.items() if count}
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    if any(sum(n for pair, n in cells.items() if name in pair) < MINIMUM for name in rows | columns):
        return
    found = False
    for some_rows, some_columns in product(subsets(rows), subsets(columns)):
        mine = {pair for pair in cells if pair[0] in some_rows}
        theirs = {pair for pair in cells if pair[1] in some_columns}
        for inner, outer in ((mine, theirs), (theirs, mine)):
            if inner <= outer:
                found = found or 0 < sum(cells[pair] for pair in outer - inner) < MINIMUM
    assert crossing_reveals(cells, MINIMUM) == found


steps = st.lists(
    st.tuples(
        st.sampled_from(sorted(SPANS)), st.lists(st.tuples(st.sampled_from(MONTHS), st.integers(1, 14)), max_size=3)
    ),
    max_size=6,
)


@given(st.lists(st.integers(0, 25), min_size=12, max_size=12), steps)
def test_no_sum_or_difference_of_published_periods_and_versions_tells_of_a_small_group(start, requests):
    answers = {month: {(month, number) for number in range(count)} for month, count in zip(MONTHS, start, strict=True)}
    latest, pieces, published = {}, [], []
    for code, late in requests:
        for month, more in late:
            known = answers[month]
            answers[month] = known | {(month, len(known) + number) for number in range(more)}
        live = {month: len(ids) for month, ids in answers.items()}
        mine = plan(
            months=SPANS[code], latest=[t for t in latest.values() if t.code != code], live=live, minimum=MINIMUM
        )
        if mine.answers < MINIMUM or telling_difference(mine.fresh, [piece for piece, _ids in pieces], MINIMUM):
            continue
        ids = set().union(*(answers[month] for month in mine.fresh.months))
        if any(p.months == mine.fresh.months and not is_safe(len(ids ^ known), MINIMUM) for p, known in pieces):
            continue
        whole = ids.union(*(next(known for total, known in published[::-1] if total == part) for part in mine.parts))
        total = Total(code, SPANS[code], mine.answers, mine.fresh)
        assert len(whole) == mine.answers
        latest[code] = total
        pieces.append((mine.fresh, ids))
        published.append((total, whole))
    assert_nothing_derivable([ids for _total, ids in published])


def assert_nothing_derivable(published):
    everyone = set().union(*published)
    for signs in product((-1, 0, 1), repeat=len(published)):
        weights = Counter()
        for sign, ids in zip(signs, published, strict=True):
            for one in ids if sign else ():
                weights[one] += sign
        values = {weights[one] for one in everyone}
        if values <= {0, 1} or values <= {0, -1}:
            assert is_safe(sum(weights.values()), MINIMUM), signs


def test_a_year_is_formed_from_its_published_quarters_and_leaves_out_what_is_too_small_beside_them():
    live = dict.fromkeys(MONTHS, 0) | {MONTHS[0]: 30, MONTHS[3]: 5}
    quarter = Total("Q1", SPANS["Q1"], 30, Piece(SPANS["Q1"], 30))
    found = plan(months=SPANS["S1"], latest=[quarter], live=live, minimum=10)
    assert (found.answers, found.left_out) == (30, SPANS["Q2"])
    live[MONTHS[4]] = 7
    found = plan(months=SPANS["S1"], latest=[quarter], live=live, minimum=10)
    assert (found.answers, found.fresh.answers, found.left_out) == (42, 12, frozenset())


def test_a_quarter_is_refused_when_the_year_less_it_leaves_too_few():
    year = Piece(SPANS["year"], 35)
    assert telling_difference(Piece(SPANS["Q1"], 30), [year], 10) == 5
    assert telling_difference(Piece(SPANS["Q1"], 20), [year], 10) is None
    assert telling_difference(Piece(SPANS["year"], 38), [year], 10) == 3
