"""Keeping a batch's target rules: written with the batch, in its transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from pembinaan.base.language import in_city_language
from people.models import Account, Unit
from programs.errors import BatchError
from programs.models import Batch, Program, TargetRules
from programs.moves import record_batch
from programs.rules.eligibility import targets_of
from programs.rules.target import in_words

LONGEST_REASON = 300


@dataclass(frozen=True)
class RulesDraft:
    """Target rules as HR wrote them; what is empty asks nothing. Grades are levels of people.Grade."""

    units: Sequence[Unit] = ()
    position_kinds: Sequence[str] = ()
    statuses: Sequence[str] = ()
    pns_from: int | None = None
    pns_to: int | None = None
    pppk_from: int | None = None
    pppk_to: int | None = None
    prerequisites: Sequence[Program] = ()
    years_between: int | None = None


def draft_of(batch: Batch) -> RulesDraft:
    """The batch's present rules, to be changed or copied to another batch."""
    row = TargetRules.objects.filter(batch=batch).prefetch_related("units", "prerequisites").first()
    if row is None:
        return RulesDraft()
    columns = ("pns_from", "pns_to", "pppk_from", "pppk_to", "years_between", "position_kinds", "statuses")
    values = {name: getattr(row, name) for name in columns}
    return RulesDraft(units=list(row.units.all()), prerequisites=list(row.prerequisites.all()), **values)


@in_city_language()
def keep_rules(*, batch: Batch, rules: RulesDraft, by: Account | None, now: datetime) -> None:
    """Write the batch's rules; applications made before stay as they are. A change stands in the batch's trail.

    Called inside the transaction that keeps the batch. Raises BatchError when a program asks for itself.
    """
    if batch.program_id in {program.pk for program in rules.prerequisites}:
        raise BatchError(_("Sebuah program tidak dapat menjadi syarat bagi dirinya sendiri."))
    before = in_words(targets_of([batch.pk]).get(batch.pk))
    if rules == RulesDraft():
        TargetRules.objects.filter(batch=batch).delete()
    else:
        _write(batch, rules)
    after = in_words(targets_of([batch.pk]).get(batch.pk))
    if after != before:
        told = _("Untuk siapa: %(rules)s.") % {"rules": "; ".join(after)}
        record_batch(batch, batch.state, by=by, now=now, reason=_shortened(told))


def _write(batch: Batch, rules: RulesDraft) -> None:
    columns = ("pns_from", "pns_to", "pppk_from", "pppk_to", "years_between")
    values = {name: getattr(rules, name) for name in columns}
    lists = {"position_kinds": list(rules.position_kinds), "statuses": list(rules.statuses)}
    row, _created = TargetRules.objects.update_or_create(batch=batch, defaults=values | lists)
    row.units.set(rules.units)
    row.prerequisites.set(rules.prerequisites)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_REASON else f"{text[: LONGEST_REASON - 1]}…"
