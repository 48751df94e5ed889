"""From a violated constraint's name to the sentence that a person reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from pembinaan.base.errors import DomainError


def violated_name(error: IntegrityError) -> str:
    """Name of the constraint that Postgres reported, or an empty string."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def message_of(error: IntegrityError) -> str | None:
    """The violated constraint's own sentence; None when the constraint has none.

    A trigger that raises `check_violation` with a CONSTRAINT name has its sentence in the model's `trigger_messages`,
    or raises the sentence itself.
    """
    name = violated_name(error)
    for model in apps.get_models():
        if name in getattr(model, "trigger_messages", {}):
            return str(model.trigger_messages[name])  # type: ignore[attr-defined]
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
    return gettext(error.__cause__.diag.message_primary) if _raised_by_trigger(error) else None  # type: ignore[union-attr]


def _raised_by_trigger(error: IntegrityError) -> bool:
    """A rule over several rows is a trigger that raises its sentence itself (PL/pgSQL RAISE)."""
    return getattr(getattr(error.__cause__, "diag", None), "source_function", "") == "exec_stmt_raise"


@contextmanager
def refusing_with(error_type: type[DomainError]) -> Iterator[None]:
    """Run the block in a savepoint; a violated named constraint becomes `error_type` with its sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        message = message_of(error)
        if message is None:
            raise
        raise error_type(message) from error
