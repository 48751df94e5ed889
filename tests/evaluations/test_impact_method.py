"""The page that explains the estimate."""

import pytest
from django.test import Client

from evaluations.impact_shown import WORDS

pytestmark = pytest.mark.django_db


def test_anybody_reads_every_verdict_and_what_is_assumed(client: Client) -> None:
    page = client.get("/metode/pengaruh/").content.decode()
    assert all(str(word) in page for word in WORDS.values())
    assert "Apa yang diandaikan" in page
    assert "sejak 25 % pegawainya lulus" in page
