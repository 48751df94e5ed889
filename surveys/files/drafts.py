"""An uploaded table waits here: read by a mapping that people see and change, then taken in once, whole or not."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from people.models import Account, Unit
from surveys.answers import RESPONDENT_COLUMNS
from surveys.files.facts import facts_of, keys_in_order
from surveys.files.grid import Grid, grid_of, open_book, packed, unpacked
from surveys.files.reading import Answer, Problem, Reading, Tell, read
from surveys.files.roles import ColumnMapping, guess, has_bare_codes, remembered
from surveys.imports import NAMESPACE, AnswerImportError, current_version, last_day, spread
from surveys.models import (
    AnswerDraft,
    Channel,
    ColumnPreset,
    ElementOrder,
    ImportedFile,
    QuestionnaireVersion,
    Response,
)
from surveys.periods import Span, ensure_period, span_of
from surveys.tables.faults import TableError

KEPT_FOR: Final = timedelta(days=2)
FEW: Final = 5
"""Tables shorter than this may hold the same answers by chance."""
KNOWN_SHARE: Final = 0.9
BATCH: Final = 2_000


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a draft would lead to under its mapping."""

    grid: Grid
    mapping: ColumnMapping
    reading: Reading


def keep(*, unit: Unit, file_name: str, content: bytes, span: Span, owner: Account, now: datetime) -> AnswerDraft:
    """Open a file, guess how it is read, and keep both for two days; no answer is stored yet.

    Raises AnswerImportError for a file that is no table of answers, that was taken in before, and for an impossible
    period.
    """
    last_day(unit, span, now)
    try:
        book = open_book(file_name, content)
        preset: Mapping[str, Any] = getattr(ColumnPreset.objects.filter(unit=unit).first(), "mapping", {})
        grid = grid_of(book)
    except TableError as error:
        raise AnswerImportError(str(error)) from error
    if ImportedFile.objects.filter(digest=book.digest).exists():
        raise AnswerImportError(_("Berkas ini sudah pernah dimasukkan. Jawabannya tidak dimasukkan lagi."))
    order = preset.get("order", "") if has_bare_codes(grid) else ""
    mapping = ColumnMapping(
        roles=guess(grid, order=order, preset=preset),
        order=order,
        words=preset.get("words", {}),
        skips_sums=preset.get("skips_sums", False),
        sheet=grid.sheet,
        is_down=grid.is_down,
    )
    return AnswerDraft.objects.create(
        unit=unit,
        owner=owner,
        filename=file_name[-200:],
        period_code=span.code,
        content=packed(book),
        mapping=mapping.as_json(),
        created_at=now,
        expires_at=now + KEPT_FOR,
    )


def foresee(*, draft: AnswerDraft, now: datetime, tell: Tell | None = None) -> Foreseen:
    """Read a draft by its mapping; raises AnswerImportError when its file is no longer kept."""
    if draft.content is None:
        raise AnswerImportError(_("Berkas ini sudah dimasukkan."))
    mapping = ColumnMapping.from_json(draft.mapping)
    grid = grid_of(unpacked(bytes(draft.content)), sheet=mapping.sheet, is_down=mapping.is_down)
    facts = facts_of(unit=draft.unit, span=span_of(draft.period_code), now=now)
    reading = read(grid, mapping, facts, tell)
    if not reading.problems:
        reading.problems += _known_already(draft.unit_id, reading.answers)
    return Foreseen(grid, mapping, reading)


def remap(*, draft: AnswerDraft, mapping: ColumnMapping) -> AnswerDraft:
    """Read the draft by another mapping from now on; another sheet, direction or order is guessed anew."""
    before = ColumnMapping.from_json(draft.mapping)
    try:
        grid = grid_of(unpacked(bytes(draft.content or b"")), sheet=mapping.sheet, is_down=mapping.is_down)
    except TableError as error:
        raise AnswerImportError(str(error)) from error
    is_other_table = (mapping.sheet, mapping.is_down) != (before.sheet, before.is_down)
    if is_other_table or len(mapping.roles) != len(grid.headings):
        mapping = replace(mapping, roles=guess(grid, order=mapping.order))
    elif mapping.order != before.order:
        roles = zip(guess(grid, order=mapping.order), mapping.roles, guess(grid, order=before.order), strict=True)
        # What was chosen by hand stays; what followed from the old order follows the new one.
        mapping = replace(mapping, roles=tuple(new if kept == old else kept for new, kept, old in roles))
    draft.mapping = mapping.as_json()
    draft.save(update_fields=["mapping"])
    return draft


def apply(*, draft: AnswerDraft, by: Account, now: datetime, tell: Tell | None = None) -> ImportedFile:
    """Take in every answer of a draft, or none; asked again, or by two at once, it happens once.

    Raises AnswerImportError while there is any problem, when the draft expired, and for a file or answers that were
    taken in before.
    """
    if draft.imported is not None:
        return draft.imported
    if draft.expires_at <= now:
        raise AnswerImportError(_("Unggahan ini sudah kedaluwarsa. Unggah berkasnya lagi."))
    foreseen = foresee(draft=draft, now=now, tell=tell)
    if foreseen.reading.problems:
        raise AnswerImportError(str(foreseen.reading.problems[0]))
    with transaction.atomic(), refusing_with(AnswerImportError):
        # The draft's row first: of two presses the second sees that it is done.
        held = AnswerDraft.objects.select_for_update(no_key=True).get(pk=draft.pk)
        if held.imported is not None:
            return held.imported
        file = _store(held, foreseen, by, now)
        ColumnPreset.objects.update_or_create(
            unit=held.unit,
            defaults={"mapping": remembered(foreseen.grid, foreseen.mapping), "changed_at": now},
        )
        held.imported, held.content = file, None
        held.save(update_fields=["imported", "content"])
    return file


def discard(*, draft: AnswerDraft) -> None:
    """Delete an upload that was not taken in."""
    AnswerDraft.objects.filter(pk=draft.pk, imported__isnull=True).delete()


def discard_stale(*, now: datetime) -> int:
    """Delete uploads that nobody confirmed in time; returns how many."""
    return AnswerDraft.objects.stale(now).delete()[0]


def _store(draft: AnswerDraft, foreseen: Foreseen, by: Account, now: datetime) -> ImportedFile:
    answers, mapping = foreseen.reading.answers, foreseen.mapping
    span, version = span_of(draft.period_code), current_version()
    keys = keys_in_order(version)
    order = ElementOrder(mapping.order) if has_bare_codes(foreseen.grid) and mapping.order else ElementOrder.NAMED
    file = ImportedFile.objects.create(
        digest=unpacked(bytes(draft.content or b"")).digest,
        name=draft.filename,
        unit=draft.unit,
        period=ensure_period(span),
        element_order=order,
        row_count=len(answers),
        imported_at=now,
        imported_by=by,
        answers_digest=_digest(answers, keys),
    )
    Response.objects.bulk_create(_responses(file, version, keys, foreseen, now), batch_size=BATCH)
    return file


def _responses(
    file: ImportedFile, version: QuestionnaireVersion, keys: list[str], foreseen: Foreseen, now: datetime
) -> list[Response]:
    answers, span = foreseen.reading.answers, span_of(file.period.code)
    # A table without days: its answers are spread evenly over the period's days up to today, in the file's order.
    days = spread(span.first, last_day(file.unit, span, now), len(answers))
    zone = ZoneInfo(settings.TIME_ZONE)
    return [
        Response(
            unit=file.unit,
            service_id=answer.service_id,
            version=version,
            item_count=len(keys),
            scores=[answer.scores[key] for key in keys],
            channel=Channel.IMPORT,
            submitted_at=datetime.combine(answer.day or spread_day, time(12), zone),
            day=answer.day or spread_day,
            client_id=uuid5(NAMESPACE, f"{file.digest}:{number}"),
            imported_file=file,
            comment=answer.comment,
            **{field: answer.person.get(field, "") for field in RESPONDENT_COLUMNS},
        )
        for number, (answer, spread_day) in enumerate(zip(answers, days, strict=True))
    ]


def _digest(answers: list[Answer], keys: list[str]) -> str:
    """What a table says, whatever its bytes; empty for a very short one."""
    if len(answers) < FEW:
        return ""
    said = [
        [str(one.day or ""), one.service_id, [one.scores[key] for key in keys], sorted(one.person.items()), one.comment]
        for one in answers
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _known_already(unit_id: int, answers: list[Answer]) -> list[Problem]:
    """A table that was taken out of this unit must not come in again beside its own answers."""
    days: list[date] = [answer.day for answer in answers if answer.day]
    if len(days) < FEW or len(days) < len(answers):
        return []
    keys = keys_in_order(current_version())
    stored = Response.objects.filter(unit=unit_id, day__range=(min(days), max(days)))
    known = Counter((day, tuple(scores)) for day, scores in stored.values_list("day", "scores").order_by("pk"))
    ours = Counter((day, tuple(one.scores[key] for key in keys)) for one in answers for day in [one.day] if day)
    same = (known & ours).total()
    if same < KNOWN_SHARE * len(answers):
        return []
    told = _("%(same)d dari %(all)d jawaban sudah ada di unit ini pada hari yang sama. Berkas ini tampaknya unduhan.")
    return [Problem("", told % {"same": same, "all": len(answers)})]
