"""Comments: search, filters, and hiding with a trace."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from surveys.models import HiddenComment
from surveys.office.comments import Wanted, comments_of
from surveys.office.hiding import HidingError, hide, show_again
from surveys.periods import span_of
from tests.cast import Cast
from tests.factories.surveys import make_responses, make_service
from tests.surveys.test_models import refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 11, 2, tzinfo=UTC)


def found(cast: Cast, **wanted: Any) -> list[str]:
    return [answer.comment for answer in comments_of(unit_id=cast.unit.pk, wanted=Wanted(**wanted))]


def test_words_are_found_by_their_stem_and_with_a_typing_mistake(cast: Cast) -> None:
    for comment in ("Antreannya panjang sekali", "Petugas melayani dengan ramah", ""):
        make_responses(cast.unit, 1, comment=comment)
    make_responses(cast.other_unit, 1, comment="Antrean di unit lain")
    assert found(cast, words="antrean") == ["Antreannya panjang sekali"]
    assert found(cast, words="pelayanan") == ["Petugas melayani dengan ramah"]
    assert found(cast, words="petugsa") == ["Petugas melayani dengan ramah"]
    assert found(cast, words="parkir") == []


def test_filters_leave_a_period_a_service_and_low_answers(cast: Cast) -> None:
    service = make_service(cast.unit)
    make_responses(cast.unit, 1, [3] * 9, comment="Cukup", service=service)
    make_responses(cast.unit, 1, [3] * 8 + [2], comment="Kurang", day=date(2025, 11, 3))
    assert found(cast) == ["Cukup", "Kurang"]
    assert found(cast, span=span_of("2025Q4")) == ["Kurang"]
    assert found(cast, service=service) == ["Cukup"]
    assert found(cast, only_low=True) == ["Kurang"]


def test_a_hidden_comment_leaves_the_list_keeps_its_trace_and_can_come_back(cast: Cast) -> None:
    answer = make_responses(cast.unit, 1, comment="Bu X galak")[0]
    hide(response=answer, reason="personal", words="", by=cast.officer, now=NOW)
    assert found(cast) == []
    assert found(cast, only_hidden=True) == ["Bu X galak"]
    with pytest.raises(HidingError, match="sudah disembunyikan"):
        hide(response=answer, reason="abusive", words="", by=cast.officer, now=NOW)
    show_again(response=answer, by=cast.hr, now=NOW)
    assert found(cast) == ["Bu X galak"]
    with pytest.raises(HidingError, match="tidak sedang"):
        show_again(response=answer, by=cast.hr, now=NOW)
    trace = HiddenComment.objects.get()
    assert (trace.hidden_by, trace.shown_by) == (cast.officer, cast.hr)


def test_the_rules_of_hidden_comments(cast: Cast) -> None:
    answer, plain = make_responses(cast.unit, 1, comment="x")[0], make_responses(cast.unit, 1)[0]
    with pytest.raises(HidingError, match="tidak memuat saran"):
        hide(response=plain, reason="personal", words="", by=cast.officer, now=NOW)
    refused(
        "hidden_comment_other_has_words",
        lambda: HiddenComment.objects.create(response=answer, reason="other", hidden_by=cast.hr, hidden_at=NOW),
    )
    refused(
        "hidden_comment_shown_whole",
        lambda: HiddenComment.objects.create(
            response=answer, reason="personal", hidden_by=cast.hr, hidden_at=NOW, shown_at=NOW
        ),
    )
    hide(response=answer, reason="personal", words="", by=cast.officer, now=NOW)
    refused("hidden_comment_kept", HiddenComment.objects.all().delete)
    show_again(response=answer, by=cast.officer, now=NOW)
    refused("shown_comment_is_final", lambda: HiddenComment.objects.update(reason="abusive"))


def test_readers_see_no_hidden_comments_and_no_button(cast: Cast, client: Client) -> None:
    answer = make_responses(cast.unit, 1, comment="Bu X galak")[0]
    make_responses(cast.unit, 1, comment="Baik")
    hide(response=answer, reason="personal", words="", by=cast.officer, now=NOW)
    client.force_login(cast.leader)
    page = client.get(f"/kelola/survei/{cast.unit.code}/saran/?keadaan=tersembunyi").content.decode()
    assert "Bu X galak" not in page
    assert "Baik" in page
    assert "Sembunyikan" not in page


def test_the_page_and_the_file_ask_the_same_with_one_and_three_comments(
    cast: Cast, client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.officer)
    address = f"/kelola/survei/{cast.unit.code}/saran/"
    make_responses(cast.unit, 1, comment="Baik", service=make_service(cast.unit))
    client.get(address)
    with django_assert_max_num_queries(15) as one:
        client.get(address)
    make_responses(cast.unit, 2, comment="Baik", service=make_service(cast.unit, "lain", "Lain"))
    with django_assert_num_queries(len(one)):
        assert client.get(address).status_code == 200
    assert client.get(f"{address}?unduh=xlsx").status_code == 200


def test_an_officer_hides_by_the_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    answer = make_responses(cast.unit, 1, comment="Bu X galak")[0]
    address = f"/kelola/survei/{cast.unit.code}/saran/{answer.pk}/"
    assert "Bu X galak" in client.get(f"{address}sembunyikan/").content.decode()
    assert client.post(f"{address}sembunyikan/", {"reason": "other"}).status_code == 200
    assert client.post(f"{address}sembunyikan/", {"reason": "personal"}).status_code == 302
    assert HiddenComment.objects.in_force().count() == 1
    client.post(f"{address}tampilkan/")
    assert HiddenComment.objects.in_force().count() == 0
