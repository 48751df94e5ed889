"""An uploaded table is kept, checked, shown, and applied as a whole or not at all."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from pembinaan.base.spreadsheets import read_rows
from people.audit import acting
from people.imports import employees, units
from people.imports.report import Report
from people.models import Account, ImportDraft, ImportKind

KEPT_FOR = timedelta(days=2)


class ImportRefusedError(DomainError):
    """The upload is not applied."""


def keep(
    *, kind: ImportKind, content: bytes, filename: str, effective_on: date, owner: Account, now: datetime
) -> ImportDraft:
    """Check an uploaded table and keep it with its report for two days; nothing else is written.

    Raises:
        SpreadsheetError: the file cannot be read at all.
    """
    plan = _check(kind, content, filename, effective_on, now)
    return ImportDraft.objects.create(
        kind=kind,
        owner=owner,
        filename=filename[:200],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        effective_on=effective_on,
        report=plan.report.as_json(),
        created_at=now,
        expires_at=now + KEPT_FOR,
    )


def apply(*, draft: ImportDraft, by: Account, now: datetime) -> ImportDraft:
    """Apply exactly what the report says; asked again, it changes nothing.

    Only the file's digest and the counts remain: the file holds personal data.

    Raises:
        ImportRefusedError: expired, something must be mended, or the data changed since the check; then the report
            is new and wants to be read again.
    """
    with transaction.atomic(), acting(by, "import"), refusing_with(ImportRefusedError):
        # One import at a time: two files that name the same people must not be checked against the same past.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('people.import'))")
        held = ImportDraft.objects.select_for_update().get(pk=draft.pk)
        if held.applied_at:
            return held
        if held.expires_at <= now:
            raise ImportRefusedError(_("Unggahan ini sudah kedaluwarsa. Unggah berkasnya lagi."))
        plan = _check(ImportKind(held.kind), bytes(held.content), held.filename, held.effective_on, now)
        as_shown = plan.report.as_json() == held.report
        if as_shown and not plan.report.blocked:
            _write(plan, now)
            held.applied_at, held.content = now, b""
            held.report = {"counts": held.report["counts"]}
        else:
            held.report = plan.report.as_json()
        held.save(update_fields=["applied_at", "content", "report"])
    if held.applied_at is None:
        raise ImportRefusedError(_not_applied(plan.report, as_shown=as_shown))
    return held


def discard_stale(*, now: datetime) -> int:
    """Delete uploads that nobody confirmed in time; return how many."""
    deleted, _by_model = ImportDraft.objects.stale(now).delete()
    return deleted


def _check(kind: ImportKind, content: bytes, filename: str, effective_on: date, now: datetime) -> Any:
    sheet = read_rows(content, filename)
    if kind is ImportKind.UNITS:
        return units.check(sheet, effective_on=effective_on)
    return employees.check(sheet, effective_on=effective_on, today=city_day(now))


def _write(plan: Any, now: datetime) -> None:
    if isinstance(plan, units.UnitPlan):
        units.write(plan)
    else:
        employees.write(plan, now=now)


def _not_applied(report: Report, *, as_shown: bool) -> str:
    if as_shown:
        return _("Masih ada yang harus diperbaiki. Perbaiki berkasnya, lalu unggah lagi.")
    return _("Data berubah sejak berkas ini diperiksa. Baca hasil pemeriksaan yang baru, lalu impor.")
