"""First visits on a slow line: a citizen's survey at most 60 kB, any other page at most 200 kB."""

import pytest
from django.test import Client

from tests.browser.pages import PAGES
from tests.cast import Cast
from tests.look.weight import weight

LIGHT, HEAVY = 60_000, 200_000


@pytest.mark.parametrize(("who", "path"), PAGES, ids=lambda value: value)
def test_a_first_visit_stays_light(client: Client, cast: Cast, who: str, path: str) -> None:
    if who != "citizen":
        client.force_login(getattr(cast, who))
    assert weight(client, path) <= (LIGHT if path.startswith("/s/") else HEAVY)
