"""The admin of the surveys room: every list opens, answers stay as they are, drafts are published."""

import pytest
from django.contrib import admin
from django.urls import reverse

from surveys.models import Element, Item, ItemWording, Questionnaire, QuestionnaireVersion, Response, SurveyRule
from tests.factories.people import make_unit
from tests.factories.surveys import make_plan, make_responses, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, cast):
    client.force_login(cast.hr, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_list_and_every_record_opens(keeper):
    unit = make_unit()
    make_responses(unit, 1, service=make_service(unit))
    make_plan(unit)
    for model in admin.site._registry:
        if model._meta.app_label == "surveys":
            assert keeper.get(reverse(f"admin:surveys_{model._meta.model_name}_changelist")).status_code == 200
            row = model.objects.order_by("pk").first()
            if row:
                page = keeper.get(reverse(f"admin:surveys_{model._meta.model_name}_change", args=[row.pk]))
                assert page.status_code == 200


def test_answers_can_be_looked_up_but_not_changed(keeper):
    stored = make_responses(make_unit(), 1)[0]
    change = reverse("admin:surveys_response_change", args=[stored.pk])
    assert keeper.post(change, {"channel": "paper"}).status_code == 403
    assert keeper.post(reverse("admin:surveys_response_delete", args=[stored.pk])).status_code == 403
    assert keeper.get(reverse("admin:surveys_response_add")).status_code == 403
    assert Response.objects.get().channel == "web"


def test_a_draft_is_published_by_the_action(keeper):
    draft = QuestionnaireVersion.objects.create(questionnaire=Questionnaire.objects.get(code="skm"), number=2)
    data = {"action": "publish_drafts", "_selected_action": [draft.pk]}
    address = reverse("admin:surveys_questionnaireversion_changelist")
    assert "belum mempunyai butir" in keeper.post(address, data, follow=True).content.decode()
    item = Item.objects.create(version=draft, position=1, element=Element.objects.get(key="time"))
    ItemWording.objects.create(item=item, language="id", question="?", labels=["1", "2", "3", "4"])
    keeper.post(address, data)
    draft.refresh_from_db()
    assert draft.item_count == 1


def test_a_second_rule_for_the_same_days_is_refused_in_words(keeper):
    data = {"starts_on": "2026-01-01", "weight": "exact", "minimum_answers": 10, "city_method": "units"}
    page = keeper.post(reverse("admin:surveys_surveyrule_add"), data, follow=True)
    assert "Akhiri dahulu yang lama" in page.content.decode()
    assert SurveyRule.objects.count() == 1
