"""Improvement plans: making, finishing with evidence, before and after, reminders."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from documents.uploads import Upload, UploadError
from notifications.models import Message
from surveys.models import Element, ImprovementPlan
from surveys.office.plan_effects import effects_of
from surveys.office.planning import Content, PlanError, change, finish, make, reopen
from surveys.office.plans import improvements_done, proposals
from surveys.office.reminding import remind
from surveys.periods import span_of
from surveys.reports import figure, rules_on
from surveys.rollups import fold_all
from tests.cast import Cast
from tests.factories.people import give_role, make_account, make_employee, make_unit
from tests.factories.surveys import make_plan, make_responses

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 2, tzinfo=UTC)
PDF = b"%PDF-1.7\nbukti\n%%EOF\n"


def content(**changes: Any) -> Content:
    values = {
        "element": Element.objects.get(key="time"),
        "action": "Loket kedua dibuka",
        "responsible": "Kepala Tata Usaha",
        "starts_on": date(2026, 4, 10),
        "due_on": date(2026, 6, 30),
    }
    return Content(**{**values, **changes})


def test_a_plan_is_made_changed_finished_with_evidence_and_opened_again(cast: Cast) -> None:
    plan = make(unit=cast.unit, content=content(), by=cast.officer)
    with pytest.raises(PlanError, match="sudah ada"):
        make(unit=cast.unit, content=content(), by=cast.officer)
    with pytest.raises(PlanError, match="sebelum tanggal mulai"):
        change(plan=plan, content=content(due_on=date(2026, 1, 1)), by=cast.officer, now=NOW)
    done = {"plan": plan, "by": cast.officer, "now": NOW}
    with pytest.raises(PlanError, match="memerlukan bukti"):
        finish(done_on=date(2026, 6, 1), evidence=" ", file=None, **done)
    with pytest.raises(PlanError, match="sesudah hari ini"):
        finish(done_on=date(2026, 7, 2), evidence="SK 1", file=None, **done)
    with pytest.raises(UploadError):
        finish(done_on=date(2026, 6, 1), evidence="", file=Upload("x.pdf", b"bukan pdf"), **done)
    finish(done_on=date(2026, 6, 1), evidence="", file=Upload("bukti.pdf", PDF), **done)
    with pytest.raises(PlanError, match="sudah selesai"):
        change(plan=plan, content=content(), by=cast.officer, now=NOW)
    reopen(plan=plan, by=cast.hr)
    with pytest.raises(PlanError, match="belum selesai"):
        reopen(plan=plan, by=cast.hr)


def test_before_and_after_are_whole_periods_outside_the_plan_with_their_margins(cast: Cast) -> None:
    better = [3, 3, 4, 4, 3, 3, 4, 2, 3]
    for day, time_low, time_high in ((date(2026, 2, 10), 8, 4), (date(2026, 8, 10), 2, 10)):
        make_responses(cast.unit, time_low, day=day)
        make_responses(cast.unit, time_high, better, day=day)
    # Answers while the plan runs count for neither side.
    make_responses(cast.unit, 12, [1] * 9, day=date(2026, 5, 5))
    fold_all()
    plan = make_plan(cast.unit, "time", starts_on=date(2026, 4, 10), due_on=date(2026, 6, 1), done_on=date(2026, 6, 1))
    day = date(2026, 9, 30)
    effect = effects_of(plans=[plan], rules=rules_on(day), span=span_of("2026Q3"), day=day)[plan.pk]
    # Before: eight 3 and four 4, mean 40/12; variance 2/9 · 12/11, so 25 · sqrt(8/33/12) · t(11) = 7.82.
    assert (effect.before.span.code, effect.before.index, effect.before.margin) == (
        "2026Q1", Decimal("83.33"), Decimal("7.82"),
    )  # fmt: skip
    # After: two 3 and ten 4, mean 46/12; variance 5/36 · 12/11, margin 6.18; difference 12.50 ± 9.97.
    assert effect.after is not None
    assert (effect.after.span.code, effect.after.index, effect.after.margin) == (
        "2026Q3", Decimal("95.83"), Decimal("6.18"),
    )  # fmt: skip
    assert effect.change is not None
    assert (effect.change.difference, effect.change.margin) == (Decimal("12.50"), Decimal("9.97"))
    assert effect.change.is_beyond_chance


def test_a_plan_that_is_not_done_has_no_after(cast: Cast) -> None:
    plan = make_plan(cast.unit)
    day = date(2026, 9, 30)
    effect = effects_of(plans=[plan], rules=rules_on(day), span=span_of("2026Q3"), day=day)[plan.pk]
    assert (effect.before.index, effect.after, effect.change) == (None, None, None)


def test_the_weakest_three_without_a_plan_are_proposed(cast: Cast) -> None:
    make_responses(cast.unit, 10, [3, 3, 2, 4, 4, 4, 4, 1, 4])
    fold_all()
    found = figure(unit_ids=[cast.unit.pk], first=date(2026, 1, 1), last=date(2026, 3, 31))
    plan = make_plan(cast.unit, "complaints")
    assert [line.element.key for line in proposals(found, [plan])] == ["time", "requirements"]


def test_the_public_sees_what_was_done_within_a_year_the_latest_first(cast: Cast, client: Client) -> None:
    today = timezone.localdate()
    make_plan(cast.unit, action="Berjalan")
    for action, days in (("Lama", 400), ("Musim lalu", 200), ("Baru saja", 3)):
        make_plan(cast.unit, action=action, starts_on=date(2020, 1, 1), done_on=today - timedelta(days=days))
    shown = improvements_done(unit_ids=[cast.unit.pk], day=today)
    assert [plan.action for plan in shown] == ["Baru saja", "Musim lalu"]
    for address in ("/kota/", "/sektor/health/"):
        assert "Musim lalu" in client.get(address).content.decode()


def test_officers_and_heads_are_reminded_once_at_fourteen_and_three_days_and_when_it_is_over(cast: Cast) -> None:
    make_responses(cast.unit, 1)
    plan = make_plan(cast.unit, due_on=date(2026, 7, 15))
    told: list[int] = []
    for day in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 13), date(2026, 7, 16)):
        told.append(remind(now=datetime(day.year, day.month, day.day, 2, tzinfo=UTC)))
        assert remind(now=datetime(day.year, day.month, day.day, 3, tzinfo=UTC)) == 0
    assert told == [0, 2, 0, 2, 2]
    recipients = set(Message.objects.order_by("pk").values_list("to__pk", flat=True))
    assert recipients == {cast.officer.pk, cast.head.pk}
    assert {message.link for message in Message.objects.order_by("pk")} == {f"/kelola/survei/153/rencana/{plan.pk}/"}


def test_a_unit_without_a_survey_is_told_each_month_from_october_on(cast: Cast) -> None:
    silent = make_unit("Dinas Baru", code="199", sector="health")
    officer = make_account(make_employee("Petugas Baru", unit=silent))
    give_role(officer, "survey_officer", silent)
    for unit in (cast.agency, cast.unit):
        make_responses(unit, 1)
    fold_all()
    days = (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 12, 1))
    told = [remind(now=datetime(day.year, day.month, day.day, 2, tzinfo=UTC)) for day in days]
    assert told == [0, 1, 0, 1]
    message = Message.objects.filter(to=officer).order_by("pk")[0]
    assert message.subject == "Belum ada survei kepuasan masyarakat tahun 2026"
    assert message.link == "/kelola/survei/199/"


def test_an_officer_works_on_a_plan_by_the_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    office = f"/kelola/survei/{cast.unit.code}/rencana/"
    sent = {
        "element": Element.objects.get(key="time").pk,
        "action": "Loket kedua dibuka",
        "responsible": "Kepala Tata Usaha",
        "starts_on": "2026-04-10",
        "due_on": "2026-06-30",
    }
    assert client.post(f"{office}baru/?unsur=time", sent).status_code == 302
    plan = ImprovementPlan.objects.get()
    assert client.post(f"{office}{plan.pk}/ubah/", {**sent, "responsible": "Kepala Subbagian"}).status_code == 302
    answer = client.post(
        f"{office}{plan.pk}/selesai/",
        {"done_on": "2026-06-01", "file": SimpleUploadedFile("bukti.pdf", PDF)},
    )
    assert answer.status_code == 302
    page = client.get(f"{office}{plan.pk}/").content.decode()
    assert "bukti.pdf" in page
    assert "Kepala Tata Usaha → Kepala Subbagian" in page
    assert "Petugas Survei" in page
    assert b"".join(client.get(f"{office}{plan.pk}/bukti/").streaming_content) == PDF  # type: ignore[attr-defined]
    assert client.post(f"{office}{plan.pk}/buka/").status_code == 302


def test_the_list_asks_the_same_with_one_and_three_plans(
    cast: Cast, client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.head)
    address = f"/kelola/survei/{cast.unit.code}/rencana/"
    make_plan(cast.unit, done_on=date(2026, 3, 1))
    client.get(address)
    with django_assert_max_num_queries(30) as one:
        client.get(address)
    make_plan(cast.unit, action="Dua", done_on=date(2026, 3, 1))
    make_plan(cast.unit, action="Tiga", done_on=date(2026, 3, 1))
    with django_assert_num_queries(len(one)):
        assert client.get(address).status_code == 200


def test_another_units_plan_is_not_found_here(cast: Cast, client: Client) -> None:
    plan = make_plan(cast.other_unit)
    client.force_login(cast.officer)
    assert client.get(f"/kelola/survei/{cast.unit.code}/rencana/{plan.pk}/").status_code == 404
    assert client.get(f"/kelola/survei/{cast.other_unit.code}/rencana/{plan.pk}/").status_code == 403
