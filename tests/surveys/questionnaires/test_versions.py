"""An answer is stored under what its page asked, and questionnaires never mix."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.answers import read_answers, submit
from surveys.content import kept_content, survey_content
from surveys.index import ELEMENT_KEYS
from surveys.kept import kept_results
from surveys.models import Channel, OwnRollup, OwnVersion, Questionnaire, Response
from surveys.reports import figure, rules_of, rules_on
from surveys.rollups import fold_all, rebuild, verify
from tests.cast import assemble
from tests.factories.people import make_unit
from tests.factories.questionnaires import make_own_version, make_version
from tests.factories.surveys import DAY, build_response, current_version, make_responses

pytestmark = pytest.mark.django_db
NINE = {f"u{number}": str(value) for number, value in enumerate([3, 3, 4, 4, 3, 3, 4, 2, 3], start=1)}


@pytest.fixture
def unit():
    return make_unit("Puskesmas Sei Jang", code="153")


def sheet(page):
    return re.search(r'name="sheet" value="([^"]+)"', page.content.decode()).group(1)


def test_a_page_opened_before_a_new_version_is_stored_under_the_old_one(client, unit):
    opened = sheet(client.get("/s/153/"))
    newer = make_version(keys=("cost", "time"))
    assert client.post("/s/153/", {"sheet": opened, **NINE}).status_code == 303
    stored = Response.objects.get()
    assert (stored.version, stored.scores) == (current_version(), [3, 3, 4, 4, 3, 3, 4, 2, 3])
    assert client.post("/s/153/", {"sheet": sheet(client.get("/s/153/")), "u1": "1", "u2": "4"}).status_code == 303
    assert Response.objects.get(version=newer).scores == [1, 4]


def test_an_old_page_with_a_gap_comes_back_with_its_own_questions(client, unit):
    opened = sheet(client.get("/s/153/"))
    make_version(keys=("cost", "time"))
    page = client.post("/s/153/", {"sheet": opened, **NINE, "u9": ""})
    assert page.status_code == 422
    assert 'name="u9"' in page.content.decode()
    assert client.post("/s/153/", {"sheet": sheet(page), **NINE}).status_code == 303
    assert Response.objects.get().version == current_version()


def test_a_sheet_that_names_a_version_which_was_never_published_is_none_of_ours(client, unit):
    content = survey_content("153", "", "id")
    assert content is not None
    assert content.version == str(current_version().pk)
    for version in ("999999", f"{current_version().pk}-999999", "abc", "-"):
        found = survey_content("153", "", "id", version=version)
        assert found is None or found.own_version_id is None
    draft = Questionnaire.objects.get(code="ipak").versions.get()
    assert survey_content("153", "", "id", questionnaire="ipak", version=str(draft.pk)) is None
    assert survey_content("153", "", "id", version=str(make_version("spak", ["spak-levies"]).pk)) is None


def test_own_questions_are_stored_with_the_answer_in_one_row_under_their_version(client, unit):
    first = make_own_version(unit)
    opened = sheet(client.get("/s/153/"))
    make_own_version(unit, [("text", "Lain?", [])])
    form = {"sheet": opened, **NINE, "e1": "2", "e2": "4", "e3": " Vaksin\x00 anak ", "e9": "1"}
    assert client.post("/s/153/", form).status_code == 303
    stored = Response.objects.get()
    assert (stored.own_version, stored.extras) == (first, {"1": 2, "2": 4, "3": "Vaksin anak"})


@pytest.mark.parametrize("wrong", ["0", "4", "x", "", "٣"])
def test_an_answer_that_a_question_does_not_offer_counts_as_not_answered(client, unit, wrong):
    make_own_version(unit)
    client.post("/s/153/", {"sheet": sheet(client.get("/s/153/")), **NINE, "e1": wrong})
    assert Response.objects.get().extras == {}


@pytest.mark.django_db(transaction=True)
def test_own_answers_are_folded_once_and_a_recount_agrees(django_db_serialized_rollback):
    unit = make_unit()
    own = make_own_version(unit)
    for extras in ({"1": 2, "2": 4}, {"1": 2, "3": "Vaksin"}, {}):
        build_response(unit, own_version=own, extras=extras).save()
    make_responses(unit, 5)
    assert fold_all() == 8
    wanted = {(0, 0): 3, (1, 2): 2, (2, 4): 1, (3, 0): 1}
    counts = OwnRollup.objects.values_list("position", "value", "count")
    assert {(position, value): count for position, value, count in counts} == wanted
    call_command("rollups", "--verify")
    OwnRollup.objects.filter(position=1).update(count=7)
    assert [difference.rollup for difference in verify()] == ["own"]
    rebuild()
    assert verify() == []
    assert {(position, value): count for position, value, count in counts.all()} == wanted


def test_figures_of_one_questionnaire_never_count_answers_to_another(unit):
    keys = ["ipak-gifts", "ipak-fees"]
    version = make_version("ipak", keys)
    make_responses(unit, 10, [3] * 9)
    make_responses(unit, 12, [4, 1], version=version, item_count=2)
    fold_all()
    span = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    satisfaction = figure(unit_ids=[unit.pk], **span)
    assert (satisfaction.count, satisfaction.index, satisfaction.grade) == (10, Decimal("75.00"), "C")
    perception = figure(unit_ids=[unit.pk], **span, rules=rules_of(Questionnaire.objects.get(code="ipak"), DAY))
    assert (perception.count, perception.index, perception.grade) == (12, Decimal("2.50"), None)
    assert [(line.element.key, line.index) for line in perception.elements] == [
        ("ipak-fees", Decimal("1.00")),
        ("ipak-gifts", Decimal("4.00")),
    ]
    assert tuple(element.key for element in rules_on(DAY).elements) == ELEMENT_KEYS


def test_another_questionnaire_has_its_own_address_where_it_is_asked(client, unit):
    version = make_version("spak", ["spak-levies", "spak-brokers"])
    assert client.get("/s/153/k/spak/")["Location"] == "/s/153/"
    Questionnaire.objects.get(code="spak").units.add(unit)
    page = client.get("/s/153/k/spak/")
    assert "Survei Persepsi Anti Korupsi (SPAK)" in page.content.decode()
    answered = client.post("/s/153/k/spak/", {"sheet": sheet(page), "u1": "4", "u2": "2"})
    assert answered["Location"] == "/s/153/k/spak/terima-kasih/"
    assert "Terima kasih" in client.get(answered["Location"]).content.decode()
    assert Response.objects.get().version == version
    assert "Anti-corruption perception survey (SPAK)" in client.get("/en/s/153/k/spak/").content.decode()
    Questionnaire.objects.filter(code="spak").update(ends_on=date(2026, 1, 2))
    assert client.post("/s/153/k/spak/", {"sheet": sheet(page), "u1": "4", "u2": "2"}).status_code == 200
    assert Response.objects.count() == 1


def test_own_questions_are_not_asked_with_another_questionnaire(client, unit):
    make_own_version(unit)
    make_version("spak", ["spak-levies"])
    Questionnaire.objects.filter(code="spak").update(asked_everywhere=True)
    content = survey_content("153", "", "id", questionnaire="spak")
    assert content is not None
    assert (content.extras, content.own_version_id) == ((), None)


def test_a_units_page_leads_to_what_else_it_asks(client, unit):
    make_version("spak", ["spak-levies"])
    assert "/unit/153/k/spak/" not in client.get("/unit/153/").content.decode()
    assert client.get("/unit/153/k/spak/").status_code == 404
    assert client.get("/unit/153/k/skm/").status_code == 404
    Questionnaire.objects.get(code="spak").units.add(unit)
    assert "/unit/153/k/spak/" in client.get("/unit/153/").content.decode()
    shown = client.get("/unit/153/k/spak/")
    assert "Belum ada angka" in shown.content.decode()
    assert not shown.cookies


def test_a_questionnaire_that_is_over_says_from_when_to_when_it_was_asked(client, unit):
    make_version("spak", ["spak-levies"])
    Questionnaire.objects.filter(code="spak").update(asked_everywhere=True, ends_on=date(2026, 1, 31))
    page = client.get("/s/153/k/spak/").content.decode()
    assert "ditanyakan mulai 1 Januari 2026" in page
    assert "sampai 31 Januari 2026" in page


def test_a_paper_sheet_is_read_under_the_version_that_its_page_showed(client):
    cast = assemble()
    client.force_login(cast.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/kelola/survei/{cast.unit.code}/kertas/"
    client.post(f"{address}tumpukan-baru/")
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(client_id|version)" value="([^"]+)"', page))
    assert hidden["version"] == str(current_version().pk)
    make_version(keys=("cost", "time"))
    stack = re.search(r"tumpukan=(\d+)", page).group(1)
    client.post(f"{address}?tumpukan={stack}", {**hidden, **NINE, "number": "1", "day": str(timezone.localdate())})
    assert Response.objects.get().scores == [3, 3, 4, 4, 3, 3, 4, 2, 3]


def test_the_city_shows_what_its_units_asked_besides_skm(client, unit):
    version = make_version("ipak", ["ipak-gifts"])
    assert client.get("/kota/k/ipak/").status_code == 404
    other = make_unit("Dinas Perhubungan", code="114")
    Questionnaire.objects.get(code="ipak").units.add(unit, other)
    make_responses(unit, 10, [4], version=version, item_count=1)
    make_responses(other, 20, [3], version=version, item_count=1)
    fold_all()
    page = client.get("/kota/k/ipak/?periode=2026Q1").content.decode()
    # Every unit alike: (4 + 3) / 2, on the scale of answers, without a grade.
    assert '<span class="figure">3,50</span>' in page
    assert "4,00" in page
    assert "Mutu" not in page
    assert "/kota/k/ipak/" in client.get("/kota/").content.decode()
    assert "Belum ada jawaban." in client.get("/kota/k/ipak/?periode=2025Q1").content.decode()


def test_the_citys_page_costs_the_same_with_one_unit_and_with_three(client, unit, django_assert_num_queries):
    version = make_version("ipak", ["ipak-gifts"])
    Questionnaire.objects.filter(code="ipak").update(asked_everywhere=True)
    client.get("/kota/k/ipak/")
    for count, units in ((1, [unit]), (2, [make_unit(), make_unit()])):
        for one in units:
            make_responses(one, 10, [4], version=version, item_count=1)
        fold_all()
        kept_results.kept.clear()
        with django_assert_num_queries(9):
            client.get(f"/kota/k/ipak/?periode=2026Q1&n={count}")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(st.sampled_from(["e1", "e2", "e3", "e4", "comment"]), st.text(max_size=700)))
def test_whatever_a_page_sends_is_stored_or_left_out_but_never_breaks(unit, fields):
    if not OwnVersion.objects.exists():
        make_own_version(unit)
    kept_content.kept.clear()
    content = survey_content("153", "", "id")
    assert content is not None
    answers = read_answers(content, {**NINE, **fields})
    now = datetime(2026, 2, 10, 5, tzinfo=UTC)
    client_id = uuid4()
    assert submit(content=content, answers=answers, client_id=client_id, channel=Channel.WEB, now=now)
    stored = Response.objects.get(client_id=client_id)
    assert set(stored.extras) <= {"1", "2", "3"}
    assert stored.extras.get("1") in {None, 1, 2, 3}
    assert len(stored.extras.get("3", "")) <= 500


@given(name=st.text(max_size=40) | st.from_regex(r"\d{1,30}(-\d{1,30})?", fullmatch=True))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_version_a_device_names_is_one_that_was_published_or_none(unit, name):
    found = survey_content("153", "", "id", version=name)
    assert found is None or not name or found.version_id == current_version().pk
