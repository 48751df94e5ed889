"""How messages name a session."""

import pytest

from programs.calendars.session_messages import facts_of
from tests.factories.programs import make_batch, make_program, make_session

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Menata antrean, hari 1", "hari 1"),
        ("Menata antrean: pendampingan", "pendampingan"),
        ("Menata antrean", "Menata antrean"),
        ("Menata antreannya", "Menata antreannya"),
        ("Sesi 1", "Sesi 1"),
    ],
)
def test_beside_its_program_a_session_does_not_repeat_the_title(title: str, named: str) -> None:
    batch = make_batch(make_program(title="Menata antrean"), number=6)
    facts = facts_of(make_session(batch, title=title))
    assert (facts["batch"], facts["session"]) == ("Menata antrean · 6", named)
