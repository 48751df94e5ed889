"""First visits on a slow line: a citizen's survey at most 60 kB, any other page at most 200 kB."""

import pytest
from django.test import Client

from tests.browser.pages import PAGES
from tests.cast import Cast
from tests.look.weight import addresses, weight

LIGHT, HEAVY = 60_000, 200_000
MOST_FILES = 14


@pytest.mark.parametrize(("who", "path"), PAGES, ids=lambda value: value)
def test_a_first_visit_stays_light(client: Client, cast: Cast, who: str, path: str) -> None:
    if who != "citizen":
        client.force_login(getattr(cast, who))
    assert weight(client, path) <= (LIGHT if "/s/" in path[:6] else HEAVY)


@pytest.mark.parametrize("path", ["/s/153/", "/ms/s/153/", "/en/s/153/"])
def test_a_survey_asks_for_few_files(client: Client, cast: Cast, path: str) -> None:
    assert len(addresses(client, path)) <= MOST_FILES
