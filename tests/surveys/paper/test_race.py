"""Two people at one sheet or one stack at the same moment; and what would happen without the guards."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

from surveys.models import PaperSheet, Response, SetAside
from surveys.paper.corrections import correct
from surveys.paper.entry import PaperError, enter, lay_down, open_stack
from surveys.rollups import fold_all, verify
from tests.cast import Cast
from tests.surveys.paper.test_entry import NOW, filled, put

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def at_once(*works: Callable[[], object]) -> list[str]:
    """Run them in threads of their own that meet at a barrier; what became of each."""
    barrier, outcomes = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=20)
            work()
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    [thread.start() for thread in threads]
    [thread.join(timeout=30) for thread in threads]
    return sorted(outcomes)


def test_of_two_corrections_of_one_sheet_one_holds(cast: Cast) -> None:
    sheet = put(open_stack(unit=cast.unit, by=cast.officer, now=NOW), cast).sheet
    better = [filled(cast.unit, [score] * 9) for score in (1, 4)]
    outcomes = at_once(
        *(lambda one=one: correct(sheet=sheet, filled=one, why="Salah", by=cast.officer, now=NOW) for one in better)
    )
    assert outcomes == ["PaperError", "done"]
    assert (Response.objects.count(), SetAside.objects.count()) == (2, 1)
    fold_all()
    assert verify() == []


def test_without_the_guards_two_replacements_of_one_sheet_count(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: looking first and ending later, without the trigger and the two unique rules."""
    sheet = put(open_stack(unit=cast.unit, by=cast.officer, now=NOW), cast).sheet
    better, seen = [filled(cast.unit, [score] * 9) for score in (1, 4)], threading.Barrier(2)

    def careless(one):
        with transaction.atomic():
            if PaperSheet.objects.get(pk=sheet.pk).ended_at:
                raise PaperError("")
            seen.wait(timeout=20)
            PaperSheet.objects.filter(pk=sheet.pk).update(ended_at=NOW, ended_by=cast.officer, why="Salah")
            return lay_down(stack=sheet.stack, number=sheet.number, filled=one, by=cast.officer, now=NOW)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE surveys_papersheet DISABLE TRIGGER USER")
        cursor.execute("DROP INDEX paper_sheet_number_once")
    try:
        assert at_once(*(lambda one=one: careless(one) for one in better)) == ["done", "done"]
        assert PaperSheet.objects.counted().count() == 2
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM surveys_papersheet")
            cursor.execute("ALTER TABLE surveys_papersheet ENABLE TRIGGER USER")
            cursor.execute(
                "CREATE UNIQUE INDEX paper_sheet_number_once ON surveys_papersheet (stack_id, number) "
                "WHERE ended_at IS NULL"
            )


def test_two_windows_on_one_stack_send_one_entry_once_and_one_number_once(cast: Cast) -> None:
    stack = open_stack(unit=cast.unit, by=cast.officer, now=NOW)
    same = filled(cast.unit)
    work = lambda one: enter(stack=stack, number=1, filled=one, by=cast.officer, now=NOW)  # noqa: E731
    assert at_once(lambda: work(same), lambda: work(same)) == ["done", "done"]
    assert Response.objects.count() == 1
    assert at_once(lambda: work(filled(cast.unit)), lambda: work(filled(cast.unit))) == ["PaperError", "PaperError"]
    assert Response.objects.count() == 1
