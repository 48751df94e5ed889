"""The demo city's tests: valid for the database, with something to see of every kind."""

import io
from datetime import date

import pytest

from evaluations.knowledge.shown import shown_of
from evaluations.models import KnowledgeAttempt, KnowledgeKey, KnowledgeRound, RoundKind
from pembinaan.base.dates import today
from portal.demo.build import build
from portal.demo.knowledge_questions import TESTS
from portal.demo.load import load


def test_every_question_has_a_key_and_four_answers_of_which_none_is_said_twice(db: None) -> None:
    city = build(today=date(2026, 11, 24), scale=0.02)
    assert len(city.rows.of(KnowledgeKey)) == sum(map(len, TESTS.values()))
    for asked in TESTS.values():
        for question in asked:
            assert len(set(question.answers)) == 4
            assert max(map(len, question.answers)) <= 80
            assert len(question.text) <= 200


@pytest.mark.django_db(transaction=True)
def test_the_city_loads_with_tests_that_are_over_and_one_that_waits_for_the_employee() -> None:
    load(today=today(), stream=io.StringIO(), scale=0.02)
    over = KnowledgeRound.objects.over()
    assert over.exists()
    assert KnowledgeAttempt.objects.filter(round__kind=RoundKind.AFTER).exists()
    assert KnowledgeRound.objects.filter(
        kind=RoundKind.BEFORE, closes_at__gt=over.latest("closes_at").closes_at
    ).exists()
    assert shown_of(list(over.values_list("batch_id", flat=True))).learning.pairs >= 0
