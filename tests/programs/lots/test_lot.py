"""The lot's rules: published vectors, hand calculations, properties, and chance itself."""

import hashlib
import subprocess
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.lots import lot
from programs.lots.lot import Ticket
from tests.factories.lots import numbered_codes

SEED = lot.digest("biji")
names = st.text(st.sampled_from("abcdefghij"), min_size=1, max_size=4)
applicants = st.dictionaries(names, st.integers(1, 300), min_size=1, max_size=12)
codes = st.lists(st.text(st.sampled_from(lot.CODE_LETTERS), min_size=4, max_size=10), unique=True, max_size=60)


def test_the_digest_is_sha256_as_published() -> None:
    # FIPS 180-4, example B.1
    assert lot.digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_mark_is_hmac_sha256_as_published() -> None:
    # RFC 4231, test case 2: key "Jefe"
    assert (
        lot.mark("4a656665", "what do ya want for nothing?")
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_the_seed_can_be_computed_with_openssl() -> None:
    secret, list_digest, value = "ab" * 32, "cd" * 32, "Undian 12 November: 4 17 23"
    told = subprocess.run(
        ["openssl", "dgst", "-sha256", "-r"],
        input=(secret + list_digest + value).encode(),
        capture_output=True,
        check=True,
    )
    assert lot.seed_of(secret=secret, list_digest=list_digest, value=value) == told.stdout.decode().split()[0]


def test_the_list_is_one_exact_text_whatever_the_order_of_its_tickets() -> None:
    tickets = [Ticket("B2222-22222", "153", "health"), Ticket("A2222-22222", "", "semua")]
    expected = "kode,unit,strata\nA2222-22222,,semua\nB2222-22222,153,health\n"
    assert lot.listing(tickets) == lot.listing(tickets[::-1]) == expected
    assert lot.tickets_of(expected) == [tickets[1], tickets[0]]


def test_codes_are_random_and_can_be_read_out() -> None:
    made = {lot.new_code() for _ in range(2000)}
    assert len(made) == 2000
    assert {len(code) for code in made} == {11}
    assert not set("".join(made)) & set("01OIL")


def test_a_secret_has_256_bits() -> None:
    assert len(bytes.fromhex(lot.new_secret())) == 32
    assert lot.new_secret() != lot.new_secret()


def test_seats_are_shared_by_largest_remainder_as_in_the_known_example() -> None:
    # Hare quota, the worked example of Wikipedia's "Quota method": 100,000 votes, 10 seats.
    votes = {"yellow": 47000, "white": 16000, "red": 15900, "green": 12000, "blue": 6000, "pink": 3100}
    assert lot.shares(votes, 10) == {"yellow": 5, "white": 2, "red": 1, "green": 1, "blue": 1, "pink": 0}


def test_of_equal_remainders_the_larger_stratum_comes_first_then_the_alphabet() -> None:
    assert lot.shares({"b": 3, "a": 1}, 2) == {"b": 2, "a": 0}
    assert lot.shares({"b": 1, "a": 1}, 1) == {"b": 0, "a": 1}


@given(applicants, st.integers(0, 2000))
def test_shares_use_every_seat_and_never_more_than_a_stratum_has_people(people: dict[str, int], seats: int) -> None:
    shared = lot.shares(people, seats)
    everybody = sum(people.values())
    assert sum(shared.values()) == min(seats, everybody)
    for name, many in people.items():
        # The quota rule: a share is the exact quota rounded down or up.
        assert 0 <= shared[name] <= many
        assert abs(shared[name] * everybody - min(seats, everybody) * many) < everybody


def test_without_applicants_there_is_nothing_to_share() -> None:
    assert lot.shares({}, 10) == {}


@given(codes, st.integers(0, 70), st.one_of(st.none(), st.integers(0, 70)))
def test_a_draw_loses_nobody_and_gives_no_more_than_there_is(
    drawn_codes: list[str], seats: int, reserves: int | None
) -> None:
    ordered = lot.in_order([Ticket(code) for code in drawn_codes], SEED)
    drawn = lot.outcomes(ordered, {lot.EVERYBODY: seats}, reserves)
    assert sorted(one.ticket.code for one in drawn) == sorted(drawn_codes)
    counted = Counter(one.outcome for one in drawn)
    many = len(drawn_codes)
    assert counted[lot.SEAT] == min(seats, many)
    assert counted[lot.RESERVE] == min(many - counted[lot.SEAT], many if reserves is None else reserves)
    # Seats, then reserves, then nobody: in the order of places.
    assert [one.outcome for one in drawn] == sorted(
        (one.outcome for one in drawn), key=[lot.SEAT, lot.RESERVE, lot.NONE].index
    )


@given(codes)
def test_the_order_does_not_depend_on_the_order_of_the_list(drawn_codes: list[str]) -> None:
    tickets = [Ticket(code) for code in drawn_codes]
    assert lot.in_order(tickets, SEED) == lot.in_order(tickets[::-1], SEED)


@given(codes)
def test_leaving_one_out_keeps_the_order_of_the_others(drawn_codes: list[str]) -> None:
    tickets = [Ticket(code) for code in drawn_codes]
    whole = lot.in_order(tickets, SEED)
    assert lot.in_order(tickets[1:], SEED) == [one for one in whole if one not in tickets[:1]]


@given(st.lists(st.sampled_from(["101", "114", "153"]), max_size=40), st.integers(0, 40))
def test_in_a_lot_by_unit_people_stay_together_and_at_most_one_unit_is_divided(units: list[str], seats: int) -> None:
    tickets = [Ticket(f"K{number}", unit) for number, unit in enumerate(units)]
    drawn = lot.outcomes(lot.in_order(tickets, SEED), {lot.EVERYBODY: seats}, None)
    blocks = [
        unit
        for place, unit in enumerate(one.ticket.unit for one in drawn)
        if place == 0 or unit != drawn[place - 1].ticket.unit
    ]
    assert len(blocks) == len(set(blocks))
    outcomes: dict[str, set[str]] = {}
    for one in drawn:
        outcomes.setdefault(one.ticket.unit, set()).add(one.outcome)
    assert sum(len(found) > 1 for found in outcomes.values()) <= 1


def test_each_stratum_gets_its_own_seats_and_one_common_queue() -> None:
    tickets = [Ticket(f"A{n}", "", "a") for n in range(6)] + [Ticket(f"B{n}", "", "b") for n in range(3)]
    drawn = lot.outcomes(lot.in_order(tickets, SEED), lot.shares({"a": 6, "b": 3}, 3), 2)
    seats = Counter(one.ticket.stratum for one in drawn if one.outcome == lot.SEAT)
    assert seats == {"a": 2, "b": 1}
    others = [one for one in drawn if one.outcome != lot.SEAT]
    assert [one.outcome for one in others] == ["reserve", "reserve", "none", "none", "none", "none"]


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_another_secret_or_value_is_another_seed(first: str, second: str) -> None:
    def seed(secret: str, value: str) -> str:
        return lot.seed_of(secret=lot.digest(secret), list_digest=SEED, value=value)

    assert (seed(first, "x") == seed(second, "x")) == (first == second)
    assert (seed("x", first) == seed("x", second)) == (first == second)


PEOPLE, DRAWS = 8, 12_000
# Upper 0.1 % points of chi-square, from the printed table (NIST/SEMATECH e-Handbook 1.3.6.7.4).
CRITICAL = {7: 24.322, 49: 85.351}


def chi_square(counts: list[int], expected: float) -> float:
    return sum((count - expected) ** 2 / expected for count in counts)


def test_over_many_seeds_everyone_comes_at_every_place_equally_often() -> None:
    tickets = [Ticket(code) for code in numbered_codes(PEOPLE)]
    at: Counter[tuple[str, int]] = Counter()
    for draw in range(DRAWS):
        # A seed of another hash function, so that the rule is not measured with its own tool.
        seed = hashlib.blake2b(str(draw).encode(), digest_size=32).hexdigest()
        at.update((ticket.code, place) for place, ticket in enumerate(lot.in_order(tickets, seed)))
    expected = DRAWS / PEOPLE
    for ticket in tickets:
        assert chi_square([at[ticket.code, place] for place in range(PEOPLE)], expected) < CRITICAL[7]
    # Rows and columns of a permutation table sum up: (8 - 1)² degrees of freedom, and the statistic shrinks by 7/8.
    whole = chi_square([at[ticket.code, place] for ticket in tickets for place in range(PEOPLE)], expected)
    assert whole * (PEOPLE - 1) / PEOPLE < CRITICAL[49]


def test_units_win_equally_often_whatever_their_size() -> None:
    tickets = [Ticket("A1", "kecil"), *(Ticket(f"B{number}", "besar") for number in range(9))]
    first = Counter(
        lot.in_order(tickets, hashlib.blake2b(str(draw).encode(), digest_size=32).hexdigest())[0].unit
        for draw in range(4000)
    )
    # Binomial, p = 1/2: 3.29 standard deviations are 0.1 % (3.29 · √(4000/4) = 104).
    assert abs(first["kecil"] - 2000) < 104


@pytest.mark.parametrize(
    ("at", "number"),
    [
        # From the README of the `drand` Ruby gem, another implementation of the beacon's clock.
        (datetime(2026, 4, 20, tzinfo=UTC), 27946612),
        (datetime(2026, 4, 20, 12, 30, 45, tzinfo=UTC), 27961627),
    ],
)
def test_the_beacons_round_is_found_by_its_time(at: datetime, number: int) -> None:
    assert lot.drand_round(at) == number
    assert lot.drand_born_at(number) == at


def test_a_round_is_never_born_before_the_moment_that_was_asked_for() -> None:
    just_after = datetime(2026, 4, 20, 0, 0, 1, tzinfo=UTC)
    assert lot.drand_round(just_after) == 27946613
    assert lot.drand_born_at(27946613) == datetime(2026, 4, 20, 0, 0, 3, tzinfo=UTC)
