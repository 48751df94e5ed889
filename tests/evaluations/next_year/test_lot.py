"""The order by lot, recomputed by hand."""

import hashlib
import hmac
from datetime import date

from evaluations.next_year.lot import codes_of, listing_of, seed_of, waves_of

MONTHS = [date(2027, 2, 1), date(2027, 6, 1)]


def test_the_list_names_the_months_and_then_the_units_in_order() -> None:
    listing = listing_of(["153", "111", "114"], MONTHS)
    assert listing == "gelombang,2027-02,2027-06\n111\n114\n153\n"
    assert codes_of(listing) == ["111", "114", "153"]


def test_units_are_ordered_by_their_marks_and_shared_evenly() -> None:
    listing = listing_of(["111", "114", "153"], MONTHS)
    digest = hashlib.sha256(listing.encode()).hexdigest()
    key = hashlib.sha256((digest + "nilai").encode()).digest()
    order = sorted(["111", "114", "153"], key=lambda code: hmac.new(key, code.encode(), hashlib.sha256).hexdigest())
    first, last = waves_of(listing, MONTHS, seed_of(listing, "nilai"))
    assert [first.codes, last.codes] == [tuple(order[:2]), tuple(order[2:])]
    assert [(each.number, each.month) for each in (first, last)] == [(1, MONTHS[0]), (2, MONTHS[1])]


def test_another_month_gives_another_seed() -> None:
    """The months are part of the list, so that nobody can move them after the draw."""
    later = listing_of(["111", "114"], [MONTHS[0], date(2027, 7, 1)])
    assert seed_of(later, "nilai") != seed_of(listing_of(["111", "114"], MONTHS), "nilai")
