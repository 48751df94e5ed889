"""The page of subscriptions: what comes, what may come, and stopping it."""

import pytest
from django.test import Client

from evaluations.models import ReportSubscription
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/laporan-evaluasi/langganan/"


def test_bkpsdm_stops_a_report_that_its_office_brings_and_takes_it_up_again(cast: Cast, client: Client) -> None:
    client.force_login(cast.hr)
    month = {"occasion": "month", "kind": "kota", "key": ""}
    assert "Laporan bulan seluruh kota" in client.get(PAGE).content.decode()
    assert (
        "Laporan ini tidak dikirim lagi." in client.post(PAGE, {**month, "wanted": "0"}, follow=True).content.decode()
    )
    assert "kota" not in {offer.kind for offer in client.get(PAGE).context["sent"]}
    client.post(PAGE, {**month, "wanted": "1"})
    assert "kota" in {offer.kind for offer in client.get(PAGE).context["sent"]}
    assert ReportSubscription.objects.count() == 1


def test_a_sector_subscribed_to_stands_on_the_page_by_its_name(cast: Cast, client: Client) -> None:
    client.force_login(cast.hr)
    client.post(PAGE, {"occasion": "year", "kind": "sektor", "key": "health", "wanted": "1"})
    assert f"Sektor {cast.unit.sector.name}" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "choice", [{"kind": "kota"}, {"kind": "unit", "key": "114"}, {"occasion": "hand"}, {"kind": ""}]
)
def test_what_is_not_on_offer_is_refused_with_a_sentence(cast: Cast, client: Client, choice: dict[str, str]) -> None:
    client.force_login(cast.head)
    given = {"occasion": "year", "kind": "unit", "key": "153", "wanted": "1", **choice}
    assert "Langganan ini tidak tersedia untuk Anda." in client.post(PAGE, given, follow=True).content.decode()
    assert not ReportSubscription.objects.exists()
