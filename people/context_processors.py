"""What every template knows about the visitor."""

from typing import Any

from django.http import HttpRequest

from people.access import access_of


def access(request: HttpRequest) -> dict[str, Any]:
    """`access`: the visitor's roles; lazy, so that a public page that never asks costs no query or session."""
    return {"access": lambda: access_of(request)}
