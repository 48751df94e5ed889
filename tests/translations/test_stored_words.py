"""What tables and triggers bring to the screen is in the list that the catalogues are made from."""

import re

import pgtrigger
import pytest

from people.models import Sector
from programs.models import TrainingType
from rewards.models import Badge
from surveys.models import Element, GradeBandRow
from tests.translations.test_catalogues import ROOT

LISTED = set((ROOT / "locale/stored.txt").read_text().splitlines())


@pytest.mark.django_db
def test_the_words_of_the_reference_tables_are_listed() -> None:
    words = {text for row in Element.objects.all() for text in (row.name, row.short_name, row.meaning)}
    words |= {text for row in Badge.objects.all() for text in (row.name, row.description)}
    for model in (GradeBandRow, Sector, TrainingType):
        words |= set(model._default_manager.values_list("name", flat=True))
    assert words - LISTED == set()


def test_the_sentences_of_the_triggers_are_listed() -> None:
    bodies = [str(trigger.get_func(model)) for model, trigger in pgtrigger.registered()]
    sentences = {text for body in bodies for text in re.findall(r"MESSAGE = '([A-Z][^']+)'", body)}
    assert len(sentences) >= 10
    assert sentences - LISTED == set()
