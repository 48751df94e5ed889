"""What every template knows about the city."""

from typing import Any

from django.http import HttpRequest

from documents.identity import current_identity


def city(request: HttpRequest) -> dict[str, Any]:
    """`city`: the active identity; lazy."""
    return {"city": current_identity}
