"""Who did it and why, for the history of plain records."""

from contextlib import AbstractContextManager
from typing import Any

import pghistory

from people.models import Account


def acting(by: Account | None, deed: str) -> AbstractContextManager[Any]:
    """Every change of records in the block is noted with the person and the deed's name."""
    context: AbstractContextManager[Any] = pghistory.context(by=by.pk if by else None, deed=deed)
    return context
