"""A batch as a form showed it, against the batch as it is: so that two people who edit it do not undo each other."""

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.formats import localize
from django.utils.translation import gettext as _

from pembinaan.base.dates import hours_in_words, moment_in_words
from pembinaan.base.language import in_city_language
from programs.models import Batch, Session

Snapshot = Mapping[str, str]
SESSION = "session:"


@in_city_language()
def snapshot_of(batch: Batch) -> dict[str, str]:
    """What a form of the batch shows, in words by field, each session in one line; read anew from the database."""
    if batch._state.adding:
        return {}
    kept = Batch.objects.select_related("agreement").get(pk=batch.pk)
    shown = {field.name: in_words(getattr(kept, field.name)) for field in fields_shown()}
    sessions = (
        Session.objects.filter(batch=kept, cancelled=False)
        .select_related("instructor", "room")
        .order_by("starts_at", "pk")
    )
    return shown | {f"{SESSION}{session.pk}": _line(session) for session in sessions}


def fields_shown() -> list[Any]:
    """The columns of a batch that people change by its form."""
    return [field for field in Batch._meta.concrete_fields if field.editable and not field.primary_key]


def as_text(snapshot: Snapshot) -> str:
    """For a hidden field of the form."""
    return json.dumps(snapshot, ensure_ascii=False)


def from_text(text: str) -> Snapshot | None:
    """What the form showed; None when the form did not say, or said something else."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def differences(seen: Snapshot | None, present: Snapshot) -> list[str]:
    """What changed since the form was shown, a sentence a change; nothing when the form did not say what it showed."""
    if seen is None:
        return []
    names = {field.name: str(field.verbose_name) for field in fields_shown()}
    found = []
    for key in [*present, *(gone for gone in seen if gone not in present)]:
        before, after = str(seen.get(key, "")), present.get(key, "")
        if before != after:
            found.append(_told(names.get(key, ""), before, after))
    return found


def _told(name: str, before: str, after: str) -> str:
    values = {"name": name.capitalize(), "before": before or "–", "after": after or "–"}
    if name:
        return _("%(name)s: %(before)s → %(after)s") % values
    if not before:
        return _("Sesi baru: %(after)s") % values
    return _("Sesi dihapus: %(before)s") % values if not after else _("Sesi: %(before)s → %(after)s") % values


def _line(session: Session) -> str:
    parts = [session.title, hours_in_words(session.starts_at, session.ends_at)]
    parts += [
        str(getattr(session, field.name))
        for field in Session._meta.concrete_fields
        if field.editable and field.name not in {"id", "batch", "title", "starts_at", "ends_at"}
        if getattr(session, field.name)
    ]
    return ", ".join(parts)


def in_words(value: Any) -> str:
    """A column's value as a person writes it."""
    if value is None or isinstance(value, Model):
        return str(value or "")
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    return moment_in_words(value) if hasattr(value, "hour") else str(localize(value))
