"""Correcting and withdrawing a sheet that was typed in: the old answer is kept and set aside, never edited."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Account
from surveys.models import PaperSheet, PaperStack, SetAside, SetAsideReason
from surveys.paper.entry import Filled, PaperError, last_of, lay_down

NO_RULE = 0
"""The rules' version of what no rule set aside."""


def correct(*, sheet: PaperSheet, filled: Filled, why: str, by: Account, now: datetime) -> PaperSheet:
    """Put another answer in the place of a sheet's; returns the sheet that counts now.

    The old one leaves the roll-ups and the new one enters them exactly once, in one transaction. The same correction
    sent twice is done once. Raises PaperError without a reason, when the sheet no longer counts, and as `enter` does.
    """
    with transaction.atomic():
        known = PaperSheet.objects.filter(response__client_id=filled.client_id).first()
        if known is not None:
            return known
        _end(sheet, why, by, now)
        return lay_down(stack=sheet.stack, number=sheet.number, filled=filled, by=by, now=now, corrects=sheet)


def withdraw(*, sheet: PaperSheet, why: str, by: Account, now: datetime) -> PaperSheet:
    """Take a sheet out that was entered by mistake; its number is free again.

    Raises PaperError without a reason and when the sheet no longer counts.
    """
    with transaction.atomic():
        _end(sheet, why, by, now)
    return sheet


def undo_last(*, stack: PaperStack, by: Account, now: datetime) -> PaperSheet:
    """Withdraw the sheet that was typed in last; raises PaperError when the stack is empty."""
    sheet = last_of(stack)
    if sheet is None:
        raise PaperError(_("Tumpukan ini masih kosong. Tidak ada yang dibatalkan."))
    return withdraw(sheet=sheet, why=_("Dibatalkan segera setelah dimasukkan."), by=by, now=now)


def _end(sheet: PaperSheet, why: str, by: Account, now: datetime) -> None:
    reason = " ".join(why.split())[:300]
    if not reason:
        raise PaperError(_("Tuliskan sebabnya, supaya koreksi ini dapat dijelaskan."))
    # Conditional: of two people who correct the same sheet at once, one finds it ended.
    ended = PaperSheet.objects.counted().filter(pk=sheet.pk).update(ended_at=now, ended_by=by, why=reason)
    if not ended:
        raise PaperError(_("Lembar ini sudah dikoreksi atau ditarik. Muat ulang daftarnya."))
    answer = sheet.response
    SetAside.objects.create(
        response=answer,
        unit_id=answer.unit_id,
        day=answer.day,
        reason=SetAsideReason.PAPER,
        rules_version=NO_RULE,
        at=now,
    )
