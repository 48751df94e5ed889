"""The living style guide."""

from django.test import Client
from django.urls import reverse

from tests.cast import Cast

COMPONENTS = ["btn quiet", "tag good", "figure", "meter", "card next", "card call", "notice good", "choice", "empty"]


def test_the_style_guide_shows_every_component(client: Client, cast: Cast) -> None:
    client.force_login(cast.employee)
    page = client.get(reverse("style_guide")).content.decode()
    for name in COMPONENTS:
        assert f'class="{name}' in page, name


def test_the_style_guide_asks_for_a_sign_in(client: Client) -> None:
    assert client.get(reverse("style_guide")).status_code == 302
