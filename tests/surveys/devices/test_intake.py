"""Each answer of a device by itself, exactly once, however late."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from surveys.devices import intake
from surveys.devices.intake import Fate, Outcome, take_in
from surveys.devices.registry import DeviceError, revoke
from surveys.models import (
    Item,
    ItemWording,
    QuestionnaireVersion,
    RefusedAnswer,
    Response,
    Revocation,
    Trace,
    WaitingResponse,
)
from surveys.publishing import publish
from tests.cast import Cast
from tests.factories.surveys import current_version, make_service
from tests.surveys.devices.sendings import NOW, paired, piece, sending

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def fates(outcomes: list[Outcome]) -> list[str]:
    return [outcome.fate for outcome in outcomes]


def test_an_answer_carries_its_device_its_way_in_and_all_its_times(cast: Cast) -> None:
    device = paired(cast.unit, cast.officer)
    # The clock is two hours fast and the answer was given half an hour ago.
    said = NOW + 2 * HOUR - HOUR / 2
    outcomes = take_in(device=device, sending=sending(piece(device, said), sent_at=NOW + 2 * HOUR), now=NOW)
    assert fates(outcomes) == ["stored"]
    answer = Response.objects.get()
    assert (answer.device, answer.channel, answer.scores) == (device, "kiosk", [3] * 9)
    assert (answer.submitted_at, answer.device_clock_at, answer.received_at) == (NOW - HOUR / 2, said, NOW)


def test_it_counts_as_verified_and_waits_for_the_rollups(cast: Cast) -> None:
    device = paired(cast.unit, cast.officer, kind="offline")
    take_in(device=device, sending=sending(piece(device)), now=NOW)
    assert (Trace.objects.count(), WaitingResponse.objects.count()) == (0, 1)


def test_the_units_day_is_that_of_the_corrected_time(cast: Cast) -> None:
    device = paired(cast.unit, cast.officer)
    # 16.30 UTC is half past eleven at night in the city; the device sends it a month later.
    late = datetime(2026, 3, 12, 1, tzinfo=UTC)
    given = datetime(2026, 2, 10, 16, 30, tzinfo=UTC)
    take_in(device=device, sending=sending(piece(device, given), sent_at=late), now=late)
    assert Response.objects.get().day == date(2026, 2, 10)


def test_sent_again_it_is_known_and_counts_once(cast: Cast) -> None:
    device = paired(cast.unit, cast.officer)
    one = piece(device)
    assert fates(take_in(device=device, sending=sending(one), now=NOW)) == ["stored"]
    assert fates(take_in(device=device, sending=sending(one, one), now=NOW + HOUR)) == ["known", "known"]
    assert Response.objects.count() == 1


def test_one_bad_answer_neither_blocks_nor_drops_the_others(cast: Cast) -> None:
    device = paired(cast.unit, cast.officer)
    bad: list[Any] = [
        piece(device, fields={"u1": "3"}),
        piece(device, version="999999"),
        piece(device, service="tidak-ada"),
        piece(device, unit="114"),
        "rusak",
        {**piece(device), "given_at": "kemarin"},
        piece(device, id="x"),
    ]
    mixed = [piece(device), *bad, piece(device)]
    outcomes = take_in(device=device, sending=sending(*mixed), now=NOW)
    assert fates(outcomes) == ["stored", *["refused"] * 7, "stored"]
    assert all(outcome.reason for outcome in outcomes[1:8])
    assert Response.objects.count() == 2
    device.refresh_from_db()
    assert (device.waiting_count, device.last_seen_at) == (7, NOW)
    # Without an id nobody could tell it apart: six of the seven can be shown.
    assert RefusedAnswer.objects.filter(device=device).count() == 6


def test_what_was_refused_and_is_taken_after_all_is_no_longer_listed(cast: Cast) -> None:
    device = paired(cast.unit, cast.officer)
    one = piece(device, service="ktp")
    take_in(device=device, sending=sending(one), now=NOW)
    take_in(device=device, sending=sending(one), now=NOW)
    assert RefusedAnswer.objects.count() == 1
    make_service(cast.unit, "ktp")
    assert fates(take_in(device=device, sending=sending(one), now=NOW)) == ["stored"]
    assert RefusedAnswer.objects.count() == 0
    assert Response.objects.get().service.code == "ktp"  # type: ignore[union-attr]


def test_an_answer_to_an_older_version_is_taken_as_that_version(cast: Cast) -> None:
    device = paired(cast.unit, cast.officer)
    old = piece(device)
    newer_version()
    fresh = piece(device, version=str(QuestionnaireVersion.objects.get(number=2).pk), fields={"u1": "4"})
    assert fates(take_in(device=device, sending=sending(old, fresh), now=NOW)) == ["stored", "stored"]
    stored = Response.objects.order_by("version__number").values_list("version__number", "scores")
    assert list(stored) == [(1, [3] * 9), (2, [4])]


def newer_version() -> None:
    first = current_version()
    draft = QuestionnaireVersion.objects.create(questionnaire=first.questionnaire, number=2)
    element = first.items.get(position=1).element
    item = Item.objects.create(version=draft, position=1, element=element)
    ItemWording.objects.create(item=item, language="id", question="Syaratnya?", labels=["a", "b", "c", "d"])
    publish(version=draft, now=NOW)


def test_a_retired_device_still_hands_in_what_was_answered_before(cast: Cast) -> None:
    device = paired(cast.unit, cast.officer)
    revoke(device=device, why=Revocation.RETIRED, by=cast.officer, now=NOW)
    device.refresh_from_db()
    before, after = piece(device, NOW - HOUR), piece(device, NOW + HOUR)
    later = NOW + 2 * HOUR
    assert fates(take_in(device=device, sending=sending(before, after, sent_at=later), now=later)) == [
        "stored",
        "refused",
    ]
    assert fates(take_in(device=device, sending=sending(before, sent_at=later), now=later)) == ["known"]


def test_from_a_lost_device_nothing_is_taken_until_it_is_registered_anew(cast: Cast) -> None:
    lost = paired(cast.unit, cast.officer)
    held = piece(lost, NOW - HOUR)
    revoke(device=lost, why=Revocation.LOST, by=cast.officer, now=NOW)
    lost.refresh_from_db()
    with pytest.raises(DeviceError, match="hilang"):
        take_in(device=lost, sending=sending(held), now=NOW)
    found = paired(cast.unit, cast.officer, secret_digest="b" * 64, registered_at=NOW, paired_at=NOW)
    assert fates(take_in(device=found, sending=sending(held), now=NOW)) == ["stored"]
    answer = Response.objects.get()
    # Given under the earlier registration, so its own time holds though the new one began later.
    assert (answer.device, answer.submitted_at) == (found, NOW - HOUR)


def test_what_the_database_cannot_take_now_is_to_be_sent_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    device, real = paired(cast.unit, cast.officer), intake.submit
    first, second = piece(device), piece(device)

    def busy(**arguments: Any) -> bool:
        if str(arguments["client_id"]) == first["id"]:
            raise OperationalError("canceling statement due to lock timeout")
        return real(**arguments)

    monkeypatch.setattr(intake, "submit", busy)
    outcomes = take_in(device=device, sending=sending(first, second), now=NOW)
    assert [outcome.fate for outcome in outcomes] == [Fate.LATER, Fate.STORED]
    device.refresh_from_db()
    assert device.waiting_count == 1
