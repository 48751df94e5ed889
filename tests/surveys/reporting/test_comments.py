"""What a report prints of comments."""

import pytest

from surveys.models import HiddenComment
from surveys.reporting.comments import anonymous, comments_of
from surveys.reports import rules_on
from tests.cast import Cast
from tests.factories.surveys import DAY, make_responses
from tests.surveys.reporting.made import AT


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Antrean  masih\nlama.", "Antrean masih lama."),
        ("Hubungi saya 0812-3456-7890 ya", "Hubungi saya … ya"),
        ("NIK 2172 0112 0385 0001 salah", "NIK … salah"),
        ("Surel saya budi@contoh.id", "Surel saya …"),
        ("lihat https://contoh.id/x", "lihat …"),
        ("Ibu Sri Wahyuni kurang ramah", "Ibu … kurang ramah"),
        ("pak Budi di loket 2 baik", "pak … di loket 2 baik"),
        ("dr. Ahmad cepat", "dr. … cepat"),
        ("Bu kantin bersih", "Bu kantin bersih"),
        ("Buka pukul 08.00 sampai 15.30", "Buka pukul 08.00 sampai 15.30"),
    ],
)
def test_numbers_addresses_and_names_after_a_title_are_left_out(said: str, printed: str) -> None:
    assert anonymous(said) == printed


def test_a_long_comment_is_cut() -> None:
    assert len(anonymous("a" * 500)) == 240


def test_hidden_and_equal_comments_are_not_printed_twice_or_at_all(cast: Cast) -> None:
    for comment in ("Bagus.", "bagus", "Toilet kotor", "Ibu Sri galak"):
        make_responses(cast.unit, 1, comment=comment)
    hidden = make_responses(cast.unit, 1, comment="Menghina")[0]
    HiddenComment.objects.create(response=hidden, reason="abusive", hidden_by=cast.hr, hidden_at=AT)
    make_responses(cast.unit, 3)
    found = comments_of(unit_id=cast.unit.pk, first=DAY, last=DAY, rules=rules_on(DAY), most=8)
    assert found.count == 4
    assert sorted(text.casefold().rstrip(".") for text in found.samples) == ["bagus", "ibu … galak", "toilet kotor"]
