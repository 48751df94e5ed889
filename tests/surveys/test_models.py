"""Every rule of the surveys' tables, broken once."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from pembinaan.base.constraints import violated_name
from surveys.index import BANDS, ELEMENT_KEYS
from surveys.models import (
    Element,
    GradeBandRow,
    ImportedFile,
    ImprovementPlan,
    Item,
    ItemWording,
    MonthlyRollup,
    Questionnaire,
    QuestionnaireVersion,
    RespondentOption,
    Response,
    SurveyPeriod,
    SurveyRule,
)
from tests.factories.people import make_unit
from tests.factories.surveys import build_response, current_version, make_plan, make_responses, make_service

pytestmark = pytest.mark.django_db


def refused(name, action):
    with pytest.raises((IntegrityError, InternalError)) as caught, transaction.atomic():
        action()
        connection.check_constraints()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert name in (violated_name(caught.value) or str(caught.value)) or name in str(caught.value)


@pytest.fixture
def unit():
    return make_unit("Puskesmas Sei Jang", code="153")


# Reference data


def test_the_migrations_load_the_nine_elements_in_the_definitions_order():
    assert tuple(Element.objects.of("skm").values_list("key", flat=True)) == ELEMENT_KEYS
    assert GradeBandRow.objects.best_first(date(2026, 1, 1)) == list(BANDS)
    assert ItemWording.objects.filter(language="en", item__version=current_version()).count() == 9
    labels = ItemWording.objects.get(language="id", item__element__key="cost").labels
    assert labels == ["Sangat mahal", "Cukup mahal", "Murah", "Gratis"]


# Answers


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("response_scores_one_to_four", {"scores": [5, 3, 3, 3, 3, 3, 3, 3, 3]}),
        ("response_scores_one_to_four", {"scores": [0, 3, 3, 3, 3, 3, 3, 3, 3]}),
        ("response_scores_one_to_four", {"scores": [None, 3, 3, 3, 3, 3, 3, 3, 3]}),
        ("response_answers_every_item", {"scores": [3] * 8}),
        ("response_answers_every_item", {"scores": []}),
        ("response_version_published", {"scores": [3] * 8, "item_count": 8}),
        ("response_channel_known", {"channel": "telepati"}),
        ("response_import_has_file", {"channel": "import"}),
        ("response_day_fits_moment", {"submitted_at": datetime(2026, 2, 12, 5, tzinfo=UTC)}),
        ("response_day_fits_moment", {"submitted_at": datetime(2026, 2, 8, 5, tzinfo=UTC)}),
    ],
)
def test_an_answer_that_breaks_a_rule_is_refused(unit, name, fields):
    response = build_response(unit)
    for field, value in fields.items():
        setattr(response, field, value)
    refused(name, response.save)


def test_an_answer_belongs_to_the_day_of_the_city_not_of_utc(unit):
    late_evening = datetime(2026, 2, 9, 18, tzinfo=UTC)
    build_response(unit, day=date(2026, 2, 10), submitted_at=late_evening).save()


def test_a_service_of_another_unit_is_refused(unit):
    foreign = make_service(make_unit())
    refused("response_service_of_unit", build_response(unit, service=foreign).save)


def test_the_same_sending_is_stored_once(unit):
    first = make_responses(unit, 1)[0]
    refused("surveys_response_client_id_key", build_response(unit, client_id=first.client_id).save)


def test_answers_are_never_changed_or_deleted(unit):
    stored = make_responses(unit, 1)[0]
    refused("answers_kept", lambda: Response.objects.filter(pk=stored.pk).update(scores=[4] * 9))
    refused("answers_kept", stored.delete)


# Questionnaires


@pytest.fixture
def draft():
    version = QuestionnaireVersion.objects.create(questionnaire=Questionnaire.objects.get(code="skm"), number=2)
    for position, element in enumerate(Element.objects.order_by("position")[:3], start=1):
        item = Item.objects.create(version=version, position=position, element=element)
        ItemWording.objects.create(item=item, language="id", question="?", labels=["1", "2", "3", "4"])
    return version


def publish(version, count=3):
    QuestionnaireVersion.objects.filter(pk=version.pk).update(published_at=timezone.now(), item_count=count)


def test_an_answer_to_a_draft_is_refused(unit, draft):
    refused("item_count", build_response(unit, [3] * 3, version=draft, item_count=None).save)
    refused("response_version_published", build_response(unit, [3] * 3, version=draft, item_count=3).save)


def test_an_old_version_still_takes_answers_after_a_new_one(unit, draft):
    publish(draft)
    make_responses(unit, 1)
    build_response(unit, [3] * 3, version=draft, item_count=3).save()


@pytest.mark.parametrize("count", [2, 4])
def test_a_version_is_published_whole(draft, count):
    refused("version_published_complete", lambda: publish(draft, count))


def test_a_published_version_never_changes(draft):
    publish(draft)
    item = draft.items.first()
    wording = item.wordings.get()
    refused("published_version_kept", lambda: QuestionnaireVersion.objects.filter(pk=draft.pk).update(number=7))
    refused("of_published_kept", lambda: QuestionnaireVersion.objects.filter(pk=draft.pk).delete())
    refused("item_of_published_kept", lambda: Item.objects.filter(pk=item.pk).update(position=9))
    refused("of_published_kept", lambda: Item.objects.filter(pk=item.pk).delete())
    other = Element.objects.get(key="facilities")
    refused("item_of_published_kept", lambda: Item.objects.create(version=draft, position=4, element=other))
    refused("wording_of_published_kept", lambda: ItemWording.objects.filter(pk=wording.pk).update(question="Lain?"))
    refused("wording_of_published_kept", wording.delete)
    ItemWording.objects.create(item=item, language="ms", question="?", labels=["1", "2", "3", "4"])


def test_a_version_is_published_with_its_count_or_is_a_draft(draft):
    refused(
        "version_published_has_item_count",
        lambda: QuestionnaireVersion.objects.filter(pk=draft.pk).update(item_count=3),
    )


def test_items_and_wordings_stand_once(draft):
    item = draft.items.first()
    other = Element.objects.get(key="facilities")
    refused("item_position_once", lambda: Item.objects.create(version=draft, position=1, element=other))
    refused("item_element_once", lambda: Item.objects.create(version=draft, position=4, element=item.element))
    refused("item_position_in_range", lambda: Item.objects.create(version=draft, position=61, element=other))
    refused("version_number_once", lambda: QuestionnaireVersion(questionnaire=draft.questionnaire, number=1).save())
    refused(
        "wording_language_once",
        lambda: ItemWording.objects.create(item=item, language="id", question="?", labels=["1", "2", "3", "4"]),
    )
    refused(
        "wording_has_four_answers",
        lambda: ItemWording.objects.create(item=item, language="en", question="?", labels=["1", "2", "3"]),
    )
    refused(
        "respondent_option_once",
        lambda: RespondentOption.objects.create(field="sex", code="f", label="x", label_en="x", position=9),
    )


# Rules, services, periods, files, plans


def test_grade_bands_are_in_order_and_never_overlap():
    def band(lowest, highest, **fields):
        values = {"grade": "Z", "name": "Z", "regulation": "Z", "starts_on": date(2026, 1, 1), **fields}
        return GradeBandRow(lowest=Decimal(lowest), highest=Decimal(highest), **values)

    refused("grade_band_limits_in_order", band("20", "10").save)
    refused("grade_band_never_overlaps", band("88.00", "88.30").save)
    refused("grade_band_dates_in_order", band("1", "2", ends_on=date(2025, 1, 1)).save)
    band("1", "2").save()


def test_one_survey_rule_holds_at_a_time():
    refused("survey_rule_one_at_a_time", SurveyRule(starts_on=date(2026, 1, 1)).save)
    SurveyRule.objects.update(ends_on=date(2025, 12, 31))
    refused("survey_rule_known_values", SurveyRule(starts_on=date(2026, 1, 1), weight="0.12").save)
    refused("survey_rule_minimum_protects", SurveyRule(starts_on=date(2026, 1, 1), minimum_answers=1).save)
    refused("survey_rule_dates_in_order", SurveyRule(starts_on=date(2026, 1, 2), ends_on=date(2026, 1, 1)).save)


def test_services_have_their_own_code_and_leave_reserved_ones_alone(unit):
    make_service(unit)
    refused("service_code_once", lambda: make_service(unit))
    refused("service_code_not_reserved", lambda: make_service(unit, "terima-kasih"))
    refused("service_dates_in_order", lambda: make_service(unit, "x", ends_on=date(2019, 1, 1)))


def test_periods_of_one_kind_never_overlap():
    def period(code, kind, first, last):
        return SurveyPeriod(code=code, kind=kind, starts_on=first, ends_on=last)

    period("2026Q1", "quarter", date(2026, 1, 1), date(2026, 3, 31)).save()
    period("2026S1", "semester", date(2026, 1, 1), date(2026, 6, 30)).save()
    refused("period_never_overlaps", period("x", "quarter", date(2026, 3, 31), date(2026, 6, 30)).save)
    refused("period_dates_in_order", period("y", "quarter", date(2026, 9, 1), date(2026, 6, 30)).save)


def test_a_file_is_known_by_its_digest(unit):
    period = SurveyPeriod.objects.create(
        code="2026Q1", kind="quarter", starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31)
    )

    def file(digest):
        return ImportedFile(
            digest=digest,
            name="a",
            unit=unit,
            period=period,
            element_order="named",
            row_count=1,
            imported_at=timezone.now(),
        )

    file("a" * 64).save()
    refused("imported_file_once", file("a" * 64).save)
    refused("imported_file_digest_is_sha256", file("xyz").save)


def test_a_plan_ends_after_it_begins(unit):
    refused("plan_dates_in_order", lambda: make_plan(unit, due_on=date(2025, 1, 1)))
    refused("plan_dates_in_order", lambda: make_plan(unit, done_on=date(2025, 1, 1)))
    make_plan(unit)
    refused("plan_action_once", lambda: make_plan(unit))
    assert ImprovementPlan.objects.count() == 1


def test_a_month_is_its_first_day(unit):
    row = MonthlyRollup(
        unit=unit,
        month=date(2026, 1, 2),
        version=current_version(),
        count=1,
        sums=[1],
        histogram=[1],
        score_sum=1,
        score_squares=1,
    )
    refused("monthly_rollup_first_day", row.save)


def test_a_plan_that_is_done_has_evidence(unit):
    refused("plan_done_has_evidence", lambda: make_plan(unit, done_on=date(2026, 3, 1), evidence=""))
