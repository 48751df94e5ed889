"""Two who make a draft at once get the same one; a draft that is published meanwhile takes no more items."""

import threading

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from surveys.models import BuilderChange, OwnVersion, Questionnaire, QuestionnaireVersion
from surveys.publishing import publish
from surveys.questionnaires.drafts import DraftError, add_item, open_draft
from surveys.questionnaires.own_drafts import open_own_draft
from tests.factories.people import make_unit
from tests.parallel import run_in_parallel

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_two_who_make_a_draft_at_once_get_the_same_one():
    skm, unit = Questionnaire.objects.get(code="skm"), make_unit()

    def work(number):
        if number % 2:
            open_draft(questionnaire=skm, by=None, now=timezone.now())
        else:
            open_own_draft(unit=unit, by=None, now=timezone.now())

    assert run_in_parallel(8, work) == []
    assert skm.versions.count() == 2
    assert OwnVersion.objects.filter(unit=unit).count() == 1
    assert BuilderChange.objects.filter(what="Draf dibuat").count() == 2


def test_without_the_lock_the_second_is_refused(monkeypatch):
    """The negative control: both look before either writes; only the constraint stands then."""
    skm, both_looked = Questionnaire.objects.get(code="skm"), threading.Barrier(2)
    create = QuestionnaireVersion.objects.create

    def create_together(**values):
        both_looked.wait(timeout=20)
        return create(**values)

    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **_options: self.all())
    monkeypatch.setattr(QuestionnaireVersion.objects, "create", create_together)
    raised = run_in_parallel(2, lambda _n: open_draft(questionnaire=skm, by=None, now=timezone.now()))
    assert [type(error) for error in raised] == [IntegrityError]


def test_an_item_added_while_its_draft_is_published_is_refused():
    ipak = Questionnaire.objects.get(code="ipak")
    draft = ipak.versions.get()
    began, waiting = threading.Event(), threading.Event()

    def work(number):
        if number:
            began.wait(timeout=20)
            waiting.set()
            add_item(version=draft, element=None, name="Terlambat", by=None, now=timezone.now())
            return
        with transaction.atomic():
            publish(version=draft, now=timezone.now())
            began.set()
            waiting.wait(timeout=20)

    raised = run_in_parallel(2, work)
    assert [type(error) for error in raised] == [DraftError]
    assert draft.items.count() == QuestionnaireVersion.objects.get(pk=draft.pk).item_count == 10
