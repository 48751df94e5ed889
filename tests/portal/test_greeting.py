"""How the house says hello."""

from datetime import UTC, datetime

import pytest

from portal.greeting import first_name, greeting


@pytest.mark.parametrize(
    ("hour_utc", "words"),
    [(21, "Selamat pagi"), (3, "Selamat pagi"), (4, "Selamat siang"), (8, "Selamat sore"), (11, "Selamat malam")],
)
def test_the_greeting_follows_the_citys_clock(hour_utc: int, words: str) -> None:
    assert greeting(datetime(2026, 3, 9, hour_utc, tzinfo=UTC), "Siti Nurhaliza") == f"{words}, Siti"


@pytest.mark.parametrize(
    ("name", "first"),
    [("dr. Siti Nurhaliza", "Siti"), ("Ir. H. Raja Ali, M.T.", "Raja"), ("Hanafi", "Hanafi"), ("Dr.", "Dr.")],
)
def test_titles_are_not_names(name: str, first: str) -> None:
    assert first_name(name) == first
