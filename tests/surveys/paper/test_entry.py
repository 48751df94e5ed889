"""Typing in sheets: stored once, numbered, dated by the sheet."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from people.models import Unit
from surveys.content import survey_content
from surveys.models import DailyRollup, PaperSheet, PaperStack, Response, SetAside
from surveys.paper.corrections import correct, undo_last, withdraw
from surveys.paper.entry import Filled, PaperError, enter, next_number, open_stack, read_sheet
from surveys.rollups import fold_all, verify
from tests.cast import Cast
from tests.factories.surveys import make_service

NOW = datetime(2026, 3, 9, 3, tzinfo=UTC)
SCORES = [3, 3, 3, 4, 3, 3, 4, 2, 3]


def typed(scores=SCORES):
    return {f"u{place}": str(score) for place, score in enumerate(scores, start=1)}


def filled(unit: Unit, scores=SCORES, *, day=date(2026, 2, 10), service="", client_id=None, **more):
    content = survey_content(unit.code, service, "id")
    return Filled(content, read_sheet(content, {**typed(scores), **more}), day, client_id or uuid4())


@pytest.fixture
def stack(cast: Cast) -> PaperStack:
    return open_stack(unit=cast.unit, by=cast.officer, now=NOW)


def put(stack, cast, scores=SCORES, number=None, **more):
    return enter(
        stack=stack,
        number=number or next_number(stack),
        filled=filled(cast.unit, scores, **more),
        by=cast.officer,
        now=NOW,
    )


def test_a_sheet_is_an_answer_of_its_own_day_by_paper(stack, cast):
    make_service(cast.unit, "ktp")
    done = put(stack, cast, service="ktp", sex="f", comment="Ramah.")
    answer = Response.objects.get()
    assert (answer.channel, answer.day, answer.scores) == ("paper", date(2026, 2, 10), SCORES)
    assert (answer.sex, answer.comment, answer.service.code) == ("f", "Ramah.", "ktp")
    assert answer.submitted_at == datetime(2026, 2, 10, 5, tzinfo=UTC)
    assert (done.sheet.number, done.is_new, done.alike) == (1, True, None)


def test_the_same_entry_sent_twice_is_stored_once(stack, cast):
    client_id = uuid4()
    first = put(stack, cast, client_id=client_id)
    again = put(stack, cast, client_id=client_id)
    assert (again.sheet.pk, again.is_new) == (first.sheet.pk, False)
    assert Response.objects.count() == 1


def test_sheets_are_numbered_within_their_stack(stack, cast):
    assert [put(stack, cast).sheet.number for _unused in range(3)] == [1, 2, 3]
    other = open_stack(unit=cast.unit, by=cast.officer, now=NOW)
    assert (other.number, put(other, cast).sheet.number) == (2, 1)


def test_a_number_that_the_stack_has_is_refused(stack, cast):
    put(stack, cast, number=7)
    with pytest.raises(PaperError, match="sudah ada di tumpukan"):
        put(stack, cast, number=7)
    assert Response.objects.count() == 1


def test_the_same_nine_answers_twice_in_a_row_are_stored_and_told(stack, cast):
    put(stack, cast)
    assert put(stack, cast).alike.number == 1
    assert put(stack, cast, [1] * 9).alike is None


def test_missing_and_five_point_answers_are_named(cast):
    content = survey_content(cast.unit.code, "", "id")
    with pytest.raises(PaperError, match="pertanyaan 2, 9"):
        read_sheet(content, {**typed(), "u2": "", "u9": "5"})


@pytest.mark.parametrize(
    ("day", "part"), [(date(2026, 3, 10), "belum tiba"), (date(1980, 1, 1), "belum atau tidak lagi dibuka")]
)
def test_impossible_days_are_refused(stack, cast, day, part):
    with pytest.raises(PaperError, match=part):
        put(stack, cast, day=day)


def test_a_sheet_of_another_unit_is_refused(stack, cast):
    with pytest.raises(PaperError, match="unit lain"):
        enter(stack=stack, number=1, filled=filled(cast.other_unit), by=cast.officer, now=NOW)


def test_a_sheet_of_last_year_is_taken(stack, cast):
    put(stack, cast, day=date(2025, 1, 2))
    assert Response.objects.get().day == date(2025, 1, 2)


def counted():
    fold_all()
    return sum(DailyRollup.objects.values_list("count", flat=True)), sum(
        DailyRollup.objects.values_list("score_sum", flat=True)
    )


@pytest.mark.parametrize("folded_between", [True, False])
def test_a_correction_sets_the_old_answer_aside_and_counts_the_new_one_once(stack, cast, folded_between):
    old = put(stack, cast, [1] * 9).sheet
    if folded_between:
        assert counted() == (1, 9)
    new = correct(sheet=old, filled=filled(cast.unit, [4] * 9), why="Salah baca", by=cast.head, now=NOW)
    assert counted() == (1, 36)
    old.refresh_from_db()
    assert (old.why, old.ended_by, old.corrected_by) == ("Salah baca", cast.head, new)
    assert (new.number, new.corrects, Response.objects.count()) == (old.number, old, 2)
    assert SetAside.objects.get().reason == "paper"
    assert not SetAside.objects.suspected().exists()


@pytest.mark.django_db(transaction=True)
def test_the_roll_ups_agree_with_a_recount_after_corrections(cast):
    stack = open_stack(unit=cast.unit, by=cast.officer, now=NOW)
    sheet = put(stack, cast).sheet
    fold_all()
    correct(sheet=sheet, filled=filled(cast.unit, [4] * 9), why="Salah baca", by=cast.officer, now=NOW)
    undo_last(stack=stack, by=cast.officer, now=NOW)
    put(stack, cast)
    fold_all()
    assert verify() == []


def test_a_correction_sent_twice_is_done_once(stack, cast):
    old, better = put(stack, cast).sheet, filled(cast.unit, [4] * 9)
    first = correct(sheet=old, filled=better, why="Salah", by=cast.officer, now=NOW)
    assert correct(sheet=old, filled=better, why="Salah", by=cast.officer, now=NOW) == first
    assert Response.objects.count() == 2


def test_a_correction_wants_a_reason_and_a_sheet_that_counts(stack, cast):
    sheet = put(stack, cast).sheet
    with pytest.raises(PaperError, match="sebabnya"):
        correct(sheet=sheet, filled=filled(cast.unit), why=" ", by=cast.officer, now=NOW)
    withdraw(sheet=sheet, why="Lembar uji", by=cast.officer, now=NOW)
    with pytest.raises(PaperError, match="sudah dikoreksi atau ditarik"):
        correct(sheet=sheet, filled=filled(cast.unit), why="Salah", by=cast.officer, now=NOW)
    assert counted() == (0, 0)


def test_a_refused_correction_leaves_the_old_sheet_counting(stack, cast):
    sheet = put(stack, cast).sheet
    with pytest.raises(PaperError, match="belum tiba"):
        correct(sheet=sheet, filled=filled(cast.unit, day=date(2027, 1, 1)), why="Salah", by=cast.officer, now=NOW)
    assert counted() == (1, sum(SCORES))


def test_undoing_takes_the_last_one_and_frees_its_number(stack, cast):
    put(stack, cast)
    put(stack, cast, [1] * 9)
    assert undo_last(stack=stack, by=cast.officer, now=NOW).number == 2
    assert put(stack, cast, [2] * 9).sheet.number == 2
    assert counted() == (2, sum(SCORES) + 18)
    undo_last(stack=stack, by=cast.officer, now=NOW)
    undo_last(stack=stack, by=cast.officer, now=NOW)
    with pytest.raises(PaperError, match="kosong"):
        undo_last(stack=stack, by=cast.officer, now=NOW)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("UPDATE surveys_papersheet SET ended_at = now(), why = '', ended_by_id = entered_by_id", "end_whole"),
        ("UPDATE surveys_papersheet SET number = 0", "paper_entry_kept|Cannot update"),
        ("DELETE FROM surveys_papersheet", "Cannot delete"),
        ("UPDATE surveys_response SET scores = '{1,1,1,1,1,1,1,1,1}'", "Cannot update"),
        (
            (
                "INSERT INTO surveys_papersheet (response_id, stack_id, number, entered_by_id, entered_at) "
                "SELECT response_id + 1, stack_id, 0, entered_by_id, now() FROM surveys_papersheet"
            ),
            "number_from_one",
        ),
    ],
)
def test_the_database_keeps_what_was_typed_in(stack, cast, change, rule):
    put(stack, cast)
    with pytest.raises(Exception, match=rule), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_sheet_ends_once_and_is_not_put_back(stack, cast):
    sheet = put(stack, cast).sheet
    withdraw(sheet=sheet, why="Uji", by=cast.officer, now=NOW)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        PaperSheet.objects.update(why="Lain")
    with pytest.raises(IntegrityError, match="set_aside_paper_stays"), transaction.atomic():
        SetAside.objects.update(released_at=NOW, release_reason="Jujur")


def test_two_stacks_of_a_unit_never_have_one_number(stack, cast):
    with pytest.raises(IntegrityError, match="paper_stack_number_once"), transaction.atomic():
        PaperStack.objects.create(unit=cast.unit, number=1, opened_by=cast.officer, opened_at=NOW)
